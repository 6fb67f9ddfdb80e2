/** What a subnet's routes let it do: be reached from the internet, reach out only, or neither. */
export type Exposure = 'public' | 'private' | 'isolated' | 'unknown';

/** What is said of a subnet, and of several. */
export const exposureWords: Record<Exposure, { one: string; several: string }> = {
  public: { one: 'Public subnet', several: 'Public subnets' },
  private: { one: 'Private subnet', several: 'Private subnets' },
  isolated: { one: 'Isolated subnet', several: 'Isolated subnets' },
  unknown: { one: 'Subnet, routes not told', several: 'Subnets, routes not told' },
};

/** The sign that an item is drawn with. */
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
  /** whether the program itself says that it is there */
  certain: boolean;
  subnets: Subnet[];
}

/** A subnet, as the cell of a table: its row is a tier, its column a zone. */
export interface Subnet {
  id: string;
  name: string;
  detail: string;
  exposure: Exposure;
  /** from 0; rows go from public to isolated */
  tier: number;
  /** the zone's name; nothing when only a deployment would tell it */
  zone?: string;
}

/** Where an item lies. In a network it lies in some of its subnets; in none of them when it belongs to the network as a whole. */
export type Place =
  | { at: 'outside' }
  | { at: 'global' }
  | { at: 'region' }
  | { at: 'network'; network: string; subnets: string[] };

/** A resource, or several that are alike. */
export interface Item {
  id: string;
  kind: Kind;
  /** what it is: `Load balancer` */
  label: string;
  name: string;
  /** what else is to be known of it, in a few words: `Fargate, 2 tasks` */
  detail: string;
  place: Place;
  /** the names of all that it stands for; more than one when it stands for several that are alike */
  names: string[];
  /** whether the program tells what it is and where it lies */
  certain: boolean;
}

/** `network` is let through by security groups and routes; `use` is permitted by a role or named in an environment; `event` calls. */
export type FlowKind = 'network' | 'use' | 'event';

/** An arrow. */
export interface Flow {
  /** id of an item, a subnet or a network */
  from: string;
  /** id of an item */
  to: string;
  kind: FlowKind;
  /** in order, each once: a number, a range, or words such as `all ports` */
  ports: string[];
  /** false when only a deployment would tell whether it is so */
  certain: boolean;
}

/** An architecture, ready to be drawn in any form. */
export interface Drawing {
  title: string;
  region: string;
  networks: Network[];
  items: Item[];
  flows: Flow[];
  /** what the picture cannot show, a sentence each */
  notes: string[];
}
