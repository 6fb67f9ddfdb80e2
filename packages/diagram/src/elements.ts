/** The access that a subnet's routes allow: from and to the internet, to the internet only, or neither. */
export type Exposure = 'public' | 'private' | 'isolated' | 'unknown';

/** The labels of a subnet, and of several. */
export const exposureLabels: Record<Exposure, { one: string; several: string }> = {
  public: { one: 'Public subnet', several: 'Public subnets' },
  private: { one: 'Private subnet', several: 'Private subnets' },
  isolated: { one: 'Isolated subnet', several: 'Isolated subnets' },
  unknown: { one: 'Subnet, routes unknown', several: 'Subnets, routes unknown' },
};

/** The kind of an item, which determines its icon and its color. */
export type Kind =
  | 'api'
  | 'balancer'
  | 'cache'
  | 'compute'
  | 'database'
  | 'edge'
  | 'function'
  | 'gateway'
  | 'internet'
  | 'messaging'
  | 'monitoring'
  | 'other'
  | 'registry'
  | 'secret'
  | 'storage'
  | 'unknown';

/** A VPC and its subnets. */
export interface Network {
  id: string;
  name: string;
  detail: string;
  /** whether the program itself determines that it exists */
  certain: boolean;
  subnets: Subnet[];
}

/** A subnet, as the cell of a table: its row is a tier, its column a zone. */
export interface Subnet {
  id: string;
  name: string;
  detail: string;
  exposure: Exposure;
  /** from 0; rows are ordered from public to isolated */
  tier: number;
  /** the zone's name; left out when it is known only when it is deployed */
  zone?: string;
}

/** The place of an item. In a network, an item without subnets belongs to the network as a whole. */
export type Place =
  | { at: 'outside' }
  | { at: 'global' }
  | { at: 'region' }
  | { at: 'network'; network: string; subnets: string[] };

/** Returns the ids of the subnets that a place is in; `[]` outside networks. */
export function subnetsOf(place: Place): string[] {
  return place.at === 'network' ? place.subnets : [];
}

/** A resource, or several that are alike. */
export interface Item {
  id: string;
  kind: Kind;
  /** the type of the resource: `Load balancer` */
  label: string;
  name: string;
  /** further properties, in a few words: `Fargate, 2 tasks` */
  detail: string;
  place: Place;
  /** the names of all resources that it represents */
  names: string[];
  /** whether the program determines its type and its place */
  certain: boolean;
}

/** `network`: allowed by security groups and routes; `use`: allowed by a role or named in an environment; `event`: a call. */
export type FlowKind = 'network' | 'use' | 'event';

/** An arrow. */
export interface Flow {
  /** id of an item, a subnet or a network */
  from: string;
  /** id of an item */
  to: string;
  kind: FlowKind;
  /** in order and without duplicates: a number, a range, or words such as `all ports` */
  ports: string[];
  /** false when it is known only when it is deployed */
  certain: boolean;
}

/** The architecture of a program, independent of the output format. */
export interface Drawing {
  title: string;
  region: string;
  networks: Network[];
  items: Item[];
  flows: Flow[];
  /** a sentence for each fact that the drawing does not show */
  notes: string[];
}
