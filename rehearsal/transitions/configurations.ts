/** The values of `Pulumi.<stage>.yaml`, as Pulumi passes them to a program. */
export type Configuration = Readonly<Record<string, string>>;

/** A change of one key, in a configuration where it has an effect. */
export interface Change {
  key: string;
  /** values that the stage needs before and after the change */
  with: Configuration;
  /** the value before it; undefined for none */
  from: string | undefined;
  to: string | undefined;
  /** values that can only change together with the key */
  together?: Configuration;
}

interface Property {
  type?: string;
  enum?: readonly unknown[];
  default?: string | number | boolean;
}

/** The digests of two releases. */
export const digests = ['1', '2'].map(digit => `sha256:${digit.repeat(64)}`) as [string, string];

const certificate = (id: string) => `arn:aws:acm:us-east-1:123456789012:certificate/${id}`;
const https = { 'service:domain': 'prompts.example.com', 'service:certificateArn': certificate('one') };
const datadog = { 'service:datadogApiKey': 'a'.repeat(32) };

/** A key whose values do not follow from the schema, or which needs other keys. */
type Special = Partial<Omit<Change, 'key'>>;

/** By key. The certificate is in the region of the skeleton's stages. */
const special: Record<string, Special> = {
  'aws:region': { to: 'eu-west-1' },
  'service:tasks': { to: '3' },
  'service:maxTasks': { to: '2' },
  'service:cidr': { to: '10.20.0.0/16' },
  'service:neighbours': { to: '["10.1.0.0/16"]' },
  'service:image': { from: digests[0], to: digests[1] },
  'service:domain': {
    to: https['service:domain'],
    together: { 'service:certificateArn': certificate('one') },
  },
  'service:certificateArn': { with: https, to: certificate('two') },
  'service:hostedZoneId': {
    with: { 'service:domain': https['service:domain'] },
    from: 'Z0123456789',
    to: 'Z9876543210',
  },
  'service:frontendOrigins': { with: { 'service:plainHttp': 'accepted' }, to: '["https://www.example.com"]' },
  'service:repository': { to: 'acme/other' },
  'service:repositoryIds': { to: '583231/1296269' },
  'service:stateBucket': { to: 'acme-other-state' },
  'service:stateKeyArn': { to: 'arn:aws:kms:us-east-1:123456789012:key/other' },
  'service:alarmEmail': { to: 'team@example.com' },
  'service:monthlyBudget': { to: '100' },
  'service:sentryDsn': { to: 'https://key@sentry.example.com/1' },
  'service:datadogApiKey': { to: datadog['service:datadogApiKey'] },
  'service:datadogSite': { with: datadog, to: 'datadoghq.eu' },
};

/**
 * A change for each key of the schema, and one for each further value of a size: data could be lost on the way down.
 *
 * @param base - the configuration of the stage
 * @throws Error for a key whose values are not in the schema or in the table above
 */
export function changesOf(properties: Readonly<Record<string, Property>>, base: Configuration): Change[] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const one = special[key];
    const from = one && 'from' in one ? one.from : (one?.with?.[key] ?? base[key]);
    const targets = one?.to === undefined ? othersOf(key, property, from) : [one.to];
    return targets.map(to => ({ key, with: one?.with ?? {}, from, to, together: one?.together }));
  });
}

function othersOf(
  key: string,
  { type, enum: allowed, default: standard }: Property,
  from?: string,
): string[] {
  const values = type === 'boolean' ? ['true', 'false'] : allowed?.map(String);
  if (!values)
    throw new Error(`The transitions have no second value for ${key}; add it to ${import.meta.filename}.`);
  const current = from ?? (standard === undefined ? undefined : String(standard));
  const others = values.filter(value => value !== current);
  // every pair of sizes has another database; of other keys, one other value shows the effect
  return key === 'service:size' ? others : others.slice(0, key === 'service:nat' ? 2 : 1);
}

/** The configurations before and after a change. */
export function endsOf(base: Configuration, change: Change): [before: Configuration, after: Configuration] {
  const shared = { ...base, ...change.with };
  return [
    withValue(shared, change.key, change.from),
    { ...withValue(shared, change.key, change.to), ...change.together },
  ];
}

function withValue(configuration: Configuration, key: string, value: string | undefined): Configuration {
  const { [key]: _, ...others } = configuration;
  return value === undefined ? others : { ...others, [key]: value };
}
