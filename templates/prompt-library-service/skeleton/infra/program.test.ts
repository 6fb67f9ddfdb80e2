import * as aws from '@pulumi/aws';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionsOf, connectionsOfTask } from './capacity';
import schema from './config.schema.json';
import { isAllowed, nameRules, namesOf } from './names';
import {
  allowedConnections,
  execute,
  prepareWith,
  type Configuration,
  type Program,
  type Stack,
} from './testing';

/** Values of the keys that the schema describes only by a pattern or a range. */
const examples: Record<string, string[]> = {
  'aws:region': Object.values(aws.Region),
  'service:tasks': ['1', '2', '3', '8'],
  'service:maxTasks': ['2', '3', '8', '100'],
  'service:cidr': ['10.0.0.0/16', '10.20.0.0/22', '172.16.64.0/18', '192.168.0.0/20'],
  'service:neighbours': ['[]', '["10.1.0.0/16"]', '["172.31.0.0/16","192.168.64.0/20"]'],
  'service:image': ['none', `sha256:${'a'.repeat(64)}`],
  'service:domain': ['prompts.example.com'],
  'service:certificateArn': ['arn:aws:acm:REGION:123456789012:certificate/0123'],
  'service:hostedZoneId': ['Z0123456789'],
  'service:frontendOrigins': ['[]', '["https://www.example.com","https://admin.example.com:8443"]'],
  'service:repository': ['acme/shop', 'Acme-Kitchen/Recipe.Desk_2', 'group/team/shop'],
  'service:repositoryIds': ['583231/1296269'],
  'service:stateBucket': ['acme-state-123456789012'],
  'service:stateKeyArn': ['arn:aws:kms:eu-north-1:123456789012:key/0123-4567'],
  'service:alarmEmail': ['team@example.com'],
  'service:sentryDsn': ['https://key@sentry.example.com/1'],
  'service:datadogApiKey': ['a'.repeat(32)],
};

interface Property {
  type?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
}

function valuesOf(key: string, { type, enum: allowed, minimum, maximum }: Property): fc.Arbitrary<string> {
  if (allowed) return fc.constantFrom(...allowed.map(String));
  if (type === 'boolean') return fc.constantFrom('true', 'false');
  if (type === 'integer' && !examples[key])
    return fc.integer({ min: minimum, max: maximum ?? 20 }).map(String);
  return fc.constantFrom(...(examples[key] ?? []));
}

const configurations: fc.Arbitrary<Configuration> = fc
  .record(
    Object.fromEntries(
      Object.entries<Property>(schema.properties).map(([key, property]) => [key, valuesOf(key, property)]),
    ),
    { requiredKeys: schema.required },
  )
  .map(config =>
    Object.fromEntries(
      Object.entries(config).map(([key, value = '']) => [
        key,
        value.replace('REGION', config['aws:region'] ?? ''),
      ]),
    ),
  );

const stacks: fc.Arbitrary<Stack> = fc.record({
  stage: fc.constantFrom('dev', 'prod', 'integration'),
  project: fc.constantFrom('shop', 'abc', 'internal-tools', 'sthree-x', 'a-project-with-24-letter'),
  isPreview: fc.boolean(),
});

/** Whether the configuration is accepted; the message of a rejection is the subject of config.test.ts. */
async function isAccepted(): Promise<boolean> {
  try {
    (await import('./config')).readConfig();
    return true;
  } catch (error) {
    expect((error as Error).message).toMatch(/^Pulumi\..*\.yaml is invalid:/);
    return false;
  }
}

function expectAllowedNames({ resources }: Program, prefix: string): void {
  const urns = resources.map(({ type, name }) => `${type} ${name}`);
  expect(urns).toEqual([...new Set(urns)]);
  for (const { type, name, inputs } of resources) {
    // the shortest limit of other types: that of inline policies
    expect(name.length + 8, name).toBeLessThanOrEqual(128);
    const rule = nameRules.find(one => one.type === type);
    if (!rule) continue;
    const physical = (inputs[rule.input] as string | undefined) ?? `${name}-0000000`;
    expect(isAllowed(physical, rule), `${rule.title} ${physical}`).toBe(true);
    const listed = namesOf(prefix, rule).map(({ length }) => length);
    expect(physical.length, `${rule.title} ${physical} in name-rules.json`).toBeLessThanOrEqual(
      Math.max(...listed),
    );
  }
}

function expectPrivateDatabase(program: Program, prefix: string, isProtected: boolean): void {
  const database = program.one('rds/instance:Instance');
  expect(database.inputs).toMatchObject({ publiclyAccessible: false, storageEncrypted: true });
  expect(database.options.protect).toBe(isProtected);
  expect(program.one('ec2/vpc:Vpc').options.protect).toBe(isProtected);
  const toDatabase = allowedConnections(program, 'Ingress').filter(line => line.includes(`-> ${prefix}-db `));
  expect(toDatabase).toEqual([`${prefix}-service -> ${prefix}-db 5432`]);
}

function expectEnoughConnections(program: Program): void {
  const { minCapacity, maxCapacity } = program.one('appautoscaling/target:Target').inputs as Record<
    string,
    number
  >;
  const { instanceClass } = program.one('rds/instance:Instance').inputs as Parameters<
    typeof connectionsOf
  >[0];
  expect(minCapacity).toBeLessThanOrEqual(maxCapacity!);
  expect(maxCapacity! * 2 * connectionsOfTask).toBeLessThanOrEqual(0.8 * connectionsOf({ instanceClass }));
}

test('every configuration that is accepted registers a program with allowed names and a private database', async () => {
  await fc.assert(
    fc.asyncProperty(configurations, stacks, async (config, stack) => {
      const prepared = prepareWith(config, stack);
      await prepared;
      fc.pre(await isAccepted());
      const program = await execute(prepared);
      const prefix = `${stack.project}-${stack.stage}`;
      expectAllowedNames(program, prefix);
      expectPrivateDatabase(program, prefix, config['service:protected'] === 'true');
      expectEnoughConnections(program);
    }),
    { numRuns: 15 },
  );
});

test('the configurations contain every key of the schema', () => {
  const [config = {}] = fc.sample(configurations, { numRuns: 1, seed: 1 });
  const described = Object.entries<Property>(schema.properties);
  expect(Object.keys(config).filter(key => !(key in schema.properties))).toEqual([]);
  for (const [key, property] of described) expect(fc.sample(valuesOf(key, property), 1)[0]).toBeTruthy();
});
