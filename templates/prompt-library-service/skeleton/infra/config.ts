import * as aws from '@pulumi/aws';
import Ajv, { type ErrorObject } from 'ajv';
import * as pulumi from '@pulumi/pulumi';
import { isPrivate, overlap, parseCidr, type Cidr } from './cidr';
import schema from './config.schema.json';
import { sizes, type Size } from './sizes';

/** What `Pulumi.<stage>.yaml` says, with defaults. `config.schema.json` describes each key. */
interface Settings {
  'aws:region': aws.Region;
  'service:size': keyof typeof sizes;
  'service:protected': boolean;
  'service:multiAz': boolean;
  'service:cidr': string;
  'service:neighbours': string[];
  'service:zones': 2 | 3;
  'service:nat': 'per-zone' | 'single' | 'none';
  'service:rollout': 'rolling' | 'blue-green';
  'service:spot': boolean;
  'service:image'?: string;
  'service:domain'?: string;
  'service:certificateArn'?: string;
  'service:hostedZoneId'?: string;
  'service:waf': boolean;
  'service:frontend': 'none' | 'vercel';
  'service:frontendDomain'?: string;
  'service:frontendRepository'?: string;
  'service:repository'?: string;
  'service:pipeline': 'github' | 'gitlab';
  'service:pipelineProvider': 'create' | 'existing';
  'service:stateBucket'?: string;
  'service:stateKeyArn'?: string;
  'service:alarmEmail'?: string;
  'service:monthlyBudget'?: number;
  'service:logRetentionDays': number;
  'service:sentryDsn'?: string;
  'service:datadogApiKey'?: string;
  'service:datadogSite': string;
}

/** The way out of the private subnets: a NAT gateway in each zone, a single one, or none with endpoints in its place. */
export type Nat = Settings['service:nat'];

/** How a new version takes over: task by task, or beside the old one until it has proven itself. */
export type Rollout = Settings['service:rollout'];

/** Who tests, builds and deploys. */
export type Pipeline = Settings['service:pipeline'];

/** The validated configuration of a stage. */
export interface Config {
  /** begins the name of every resource: project and stage */
  name: string;
  stage: string;
  region: aws.Region;
  size: Size;
  /** data outlives mistakes: deletion protection, a last snapshot, a key that stays */
  protected: boolean;
  multiAz: boolean;
  network: Cidr;
  zones: 2 | 3;
  nat: Nat;
  rollout: Rollout;
  spot: boolean;
  /** `sha256:...` */
  imageDigest: string;
  /** false before the first image is in the registry */
  running: boolean;
  domain: string | undefined;
  certificateArn: string | undefined;
  hostedZoneId: string | undefined;
  waf: boolean;
  /** the frontend on Vercel, when there is one */
  frontend: { domain: string; repository: string | undefined } | undefined;
  /** whose pipeline may deploy, and whether the account knows GitHub or GitLab already */
  pipeline: { kind: Pipeline; repository: string; createProvider: boolean } | undefined;
  state: { bucket: string | undefined; keyArn: string | undefined };
  alarmEmail: string | undefined;
  /** in US dollars */
  monthlyBudget: number | undefined;
  logRetentionDays: number;
  sentryDsn: pulumi.Output<string> | undefined;
  datadog: { apiKey: pulumi.Output<string>; site: string } | undefined;
}

/** Keys whose values are never shown. */
const secretKeys = ['service:sentryDsn', 'service:datadogApiKey'];

/** What stands for an image that is not named: the digest of nothing. */
const anyDigest = `sha256:${'0'.repeat(64)}`;

/**
 * Reads `Pulumi.<stage>.yaml`.
 *
 * @throws Error with one sentence for every value that is wrong, before anything is registered
 */
export function readConfig(): Config {
  const { settings, problems } = validSettings();
  const network = parseCidr(settings['service:cidr']);
  if (problems.length === 0) problems.push(...contradictions(settings, network));
  if (problems.length > 0 || !network)
    throw new pulumi.RunError(
      `Pulumi.${pulumi.getStack()}.yaml is not right:\n${problems.map(line => `  ${line}`).join('\n')}`,
    );

  const config = new pulumi.Config('service');
  const name = `${pulumi.getProject()}-${pulumi.getStack()}`;
  const image = settings['service:image'] ?? anyDigest;
  return {
    name,
    stage: pulumi.getStack(),
    region: settings['aws:region'],
    size: sizes[settings['service:size']],
    protected: settings['service:protected'],
    multiAz: settings['service:multiAz'],
    network,
    zones: settings['service:zones'],
    nat: settings['service:nat'],
    rollout: settings['service:rollout'],
    spot: settings['service:spot'],
    imageDigest: image === 'none' ? anyDigest : image,
    running: image !== 'none',
    domain: settings['service:domain'],
    certificateArn: settings['service:certificateArn'],
    hostedZoneId: settings['service:hostedZoneId'],
    waf: settings['service:waf'],
    frontend:
      settings['service:frontend'] === 'vercel'
        ? {
            domain: settings['service:frontendDomain'] ?? `${name}.vercel.app`,
            repository: settings['service:frontendRepository'],
          }
        : undefined,
    pipeline: settings['service:repository']
      ? {
          kind: settings['service:pipeline'],
          repository: settings['service:repository'],
          createProvider: settings['service:pipelineProvider'] === 'create',
        }
      : undefined,
    state: { bucket: settings['service:stateBucket'], keyArn: settings['service:stateKeyArn'] },
    alarmEmail: settings['service:alarmEmail'],
    monthlyBudget: settings['service:monthlyBudget'],
    logRetentionDays: settings['service:logRetentionDays'],
    sentryDsn: config.getSecret('sentryDsn'),
    datadog: settings['service:datadogApiKey']
      ? { apiKey: config.requireSecret('datadogApiKey'), site: settings['service:datadogSite'] }
      : undefined,
  };
}

/** The settings as the schema has them, with its defaults, and a sentence for each that it refuses. */
function validSettings(): { settings: Settings; problems: string[] } {
  const given = Object.entries(pulumi.runtime.allConfig()).filter(
    ([key, value]) => value !== '' && (key.startsWith('service:') || key === 'aws:region'),
  );
  const settings = Object.fromEntries(
    given.map(([key, text]) => [key, key === 'service:neighbours' ? parseList(text) : text]),
  );
  const validate = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true }).compile(schema);
  validate(settings);
  const problems = (validate.errors ?? []).map(error => sentence(error, settings));
  return { settings: settings as unknown as Settings, problems: [...new Set(problems)] };
}

/** Pulumi hands lists over as JSON. */
function parseList(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the schema says what it must be
    return text;
  }
}

function sentence({ keyword, instancePath, params }: ErrorObject, settings: Record<string, unknown>): string {
  if (keyword === 'required')
    return `${params.missingProperty} is missing; it must be ${rule(params.missingProperty)}.`;
  if (keyword === 'additionalProperties') {
    const known = Object.keys(schema.properties).filter(key => key.startsWith('service:'));
    return `${params.additionalProperty} is no key of this program; it has ${known.join(', ')}.`;
  }
  const key = instancePath.split('/')[1] ?? '';
  const shown = secretKeys.includes(key) ? 'not right' : `'${String(settings[key])}'`;
  return `${key} is ${shown}; it must be ${rule(key)}.`;
}

/** What a key must be, in words. */
function rule(key: string): string {
  const properties: Record<string, { description: string; enum?: unknown[] }> = schema.properties;
  const { description, enum: allowed } = properties[key] ?? { description: 'known' };
  return allowed && key !== 'service:zones' ? `one of ${allowed.join(', ')} (${description})` : description;
}

/** What each value allows and all of them together do not. */
function contradictions(settings: Settings, network: Cidr | undefined): string[] {
  const { 'service:cidr': cidr, 'service:domain': domain, 'service:certificateArn': certificate } = settings;
  const region = settings['aws:region'];
  const needingAWayOut = ['service:sentryDsn', 'service:datadogApiKey'] as const;
  return [
    ...(Object.values(aws.Region).includes(region)
      ? []
      : [
          `aws:region is '${region}', which AWS does not have; the nearest may be among ${regionsOf(region)}.`,
        ]),
    ...networkProblems(cidr, network, settings['service:neighbours']),
    ...(domain && !certificate && !settings['service:hostedZoneId']
      ? [
          `service:domain is '${domain}' without a certificate; set service:certificateArn to its certificate, or service:hostedZoneId to the Route 53 zone of the domain so that one is made.`,
        ]
      : []),
    ...(certificate && !domain
      ? [`service:certificateArn is set without service:domain; name the domain that the certificate is for.`]
      : []),
    ...(certificate && certificate.split(':')[3] !== region
      ? [
          `service:certificateArn is of ${certificate.split(':')[3]}; a load balancer takes certificates of its own region, ${region}.`,
        ]
      : []),
    ...(settings['service:nat'] === 'none'
      ? needingAWayOut
          .filter(key => settings[key])
          .map(
            key =>
              `${key} needs a way out to the internet; set service:nat to per-zone or single, or take ${key} away.`,
          )
      : []),
    ...(pulumi.runtime.isDryRun() || settings['service:image']
      ? []
      : [
          'service:image is missing; name the digest that runs, or none before the first image is in the registry.',
        ]),
  ];
}

/** The regions of the same part of the world. */
function regionsOf(region: string): string {
  const all = Object.values(aws.Region);
  const near = all.filter(name => name.split('-')[0] === region.split('-')[0]);
  return (near.length > 0 ? near : all).join(', ');
}

function networkProblems(cidr: string, network: Cidr | undefined, neighbours: string[]): string[] {
  if (!network)
    return [
      `service:cidr is '${cidr}'; it must be the first address of a network and its length, such as 10.0.0.0/16.`,
    ];
  if (!isPrivate(network)) {
    return [`service:cidr is '${cidr}'; it must lie within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.`];
  }
  if (network.prefix < 16) return [`service:cidr is '${cidr}', too large; AWS allows a VPC a /16 at most.`];
  if (network.prefix > 22) {
    return [
      `service:cidr is '${cidr}', too small; its sixteenth parts are the subnets, and /22 gives each 64 addresses.`,
    ];
  }
  return neighbours.flatMap(text => {
    const neighbour = parseCidr(text);
    if (!neighbour)
      return [`service:neighbours holds '${text}'; each must be a network such as 10.1.0.0/16.`];
    return overlap(network, neighbour)
      ? [`service:cidr is '${cidr}', which overlaps ${text} of service:neighbours; choose another network.`]
      : [];
  });
}
