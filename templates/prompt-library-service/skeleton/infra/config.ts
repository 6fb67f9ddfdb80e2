import type * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { capacityOf } from './capacity';
import { parseCidr, type Cidr } from './cidr';
import { conflictsIn } from './conflicts';
import type { Repository } from './contracts';
import { readSettings, type Settings } from './settings';
import type { Size } from './sizes';

/** How the private subnets reach the internet: a NAT gateway in each zone, a single one, or none but endpoints instead. */
export type Nat = Settings['service:nat'];

/** How a new version takes over: task by task, or in parallel to the old version until it has proven itself. */
export type Rollout = Settings['service:rollout'];

/** The CI system that tests, builds and deploys. */
export type Pipeline = Settings['service:pipeline'];

/** The validated configuration of a stage. */
export interface Config {
  /** the prefix of every resource's name: project and stage */
  name: string;
  stage: string;
  region: aws.Region;
  size: Size;
  /** whether data survives mistakes: deletion protection, a final snapshot, a retained key */
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
  /** whether requests may cross the internet unencrypted */
  plainHttpAccepted: boolean;
  waf: boolean;
  /** the origins whose pages may call the service from browsers */
  frontendOrigins: string[];
  /**
   * the repository whose pipeline may deploy, whether to create the account's identity provider for it, and whether it signs
   * images in this stage
   */
  pipeline: (Repository & { kind: Pipeline; createProvider: boolean; signsImages: boolean }) | undefined;
  state: { bucket: string | undefined; keyArn: string | undefined };
  alarmEmail: string | undefined;
  /** in US dollars */
  monthlyBudget: number | undefined;
  logRetentionDays: number;
  sentryDsn: pulumi.Output<string> | undefined;
  datadog: { apiKey: pulumi.Output<string>; site: string } | undefined;
}

/** The digest that is used when no image is configured. */
const placeholderDigest = `sha256:${'0'.repeat(64)}`;

/**
 * Reads `Pulumi.<stage>.yaml`.
 *
 * @throws Error with one sentence for every invalid value, before anything is registered
 */
export function readConfig(): Config {
  const { settings, problems } = readSettings();
  const network = parseCidr(settings['service:cidr']);
  if (problems.length === 0) problems.push(...conflictsIn(settings, network));
  if (problems.length > 0 || !network)
    throw new pulumi.RunError(
      `Pulumi.${pulumi.getStack()}.yaml is invalid:\n${problems.map(line => `  ${line}`).join('\n')}`,
    );

  const name = `${pulumi.getProject()}-${pulumi.getStack()}`;
  const image = settings['service:image'] ?? placeholderDigest;
  return {
    name,
    stage: pulumi.getStack(),
    region: settings['aws:region'],
    size: capacityOf(settings),
    protected: settings['service:protected'],
    multiAz: settings['service:multiAz'],
    network,
    zones: settings['service:zones'],
    nat: settings['service:nat'],
    rollout: settings['service:rollout'],
    spot: settings['service:spot'],
    imageDigest: image === 'none' ? placeholderDigest : image,
    running: image !== 'none',
    domain: settings['service:domain'],
    certificateArn: settings['service:certificateArn'],
    hostedZoneId: settings['service:hostedZoneId'],
    plainHttpAccepted: settings['service:plainHttp'] === 'accepted',
    waf: settings['service:waf'],
    frontendOrigins: settings['service:frontendOrigins'],
    pipeline: pipelineOf(settings),
    state: { bucket: settings['service:stateBucket'], keyArn: settings['service:stateKeyArn'] },
    alarmEmail: settings['service:alarmEmail'],
    monthlyBudget: settings['service:monthlyBudget'],
    logRetentionDays: settings['service:logRetentionDays'],
    sentryDsn: new pulumi.Config('service').getSecret('sentryDsn'),
    datadog: datadogOf(settings),
  };
}

function pipelineOf(settings: Settings): Config['pipeline'] {
  const repository = settings['service:repository'];
  if (!repository) return undefined;
  return {
    kind: settings['service:pipeline'],
    repository,
    repositoryIds: settings['service:repositoryIds'],
    createProvider: settings['service:pipelineProvider'] === 'create',
    signsImages: settings['service:signsImages'],
  };
}

function datadogOf(settings: Settings): Config['datadog'] {
  if (!settings['service:datadogApiKey']) return undefined;
  return {
    apiKey: new pulumi.Config('service').requireSecret('datadogApiKey'),
    site: settings['service:datadogSite'],
  };
}
