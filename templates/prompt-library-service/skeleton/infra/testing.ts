import * as pulumi from '@pulumi/pulumi';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';
import { vi } from 'vitest';

/** A resource as the program registered it, with the options for changes, deletion and order. */
export interface Registered {
  type: string;
  name: string;
  /** the inputs of other resources contain it, and also `arn:<type>:<name>` and the other values of `addedByAws` */
  id: string;
  inputs: Record<string, unknown>;
  options: {
    protect: boolean;
    retainOnDelete: boolean;
    ignoreChanges: string[];
    /** `ec2/vpc:Vpc shop-dev` for each resource that it depends on: by an input, or by `dependsOn` */
    after: string[];
  };
}

/** The resources and outputs of a stage's program. */
export interface Program {
  resources: Registered[];
  /** all resources of a type: `ecs/service:Service` */
  all(type: string): Registered[];
  /** the only resource of a type, or the one with that name */
  one(type: string, name?: string): Registered;
  outputs: Record<string, unknown>;
}

/** A configuration as Pulumi passes it to a program: every value is a string. */
export type Configuration = Record<string, string>;

/** The configurations of the tests; those of the service's own stages are in `Pulumi.<stage>.yaml`, and may change. */
const stages: Record<string, Configuration> = {
  dev: {
    'aws:region': 'eu-north-1',
    'service:size': 'small',
    'service:protected': 'false',
    'service:spot': 'true',
  },
  prod: {
    'aws:region': 'eu-north-1',
    'service:size': 'small',
    'service:protected': 'true',
    'service:multiAz': 'true',
    'service:nat': 'per-zone',
    'service:waf': 'true',
    'service:logRetentionDays': '90',
  },
};

/** The project and the stage of a program, and whether it runs as in `pulumi preview` or as in `pulumi up`. */
export interface Stack {
  stage: string;
  project?: string;
  isPreview?: boolean;
}

/** The part of a registration that the mocks do not receive. */
interface Registration {
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getIgnorechangesList(): string[];
  getDependenciesList(): string[];
}

/** The registration in progress: the mocks are called before it returns. */
let registration: Registration | undefined;

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own monitor below
const registerResource = MockMonitor.prototype.registerResource;
MockMonitor.prototype.registerResource = function (request: Registration, callback) {
  registration = request;
  return registerResource.call(this, request, callback);
};

/**
 * Prepares the runtime for a stage's program, as `pulumi preview` does.
 *
 * @param overrides configuration that replaces values of the stage; an empty string removes a key
 * @returns the resources that will be registered
 */
export function prepare(stage: string, overrides: Configuration = {}): Promise<Registered[]> {
  return prepareWith({ ...stages[stage], ...overrides }, { stage });
}

/**
 * Prepares the runtime for a program with exactly this configuration.
 *
 * @returns the resources that will be registered
 */
export async function prepareWith(
  config: Configuration,
  { stage, project = 'shop', isPreview = true }: Stack,
): Promise<Registered[]> {
  const resources: Registered[] = [];
  vi.resetModules();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id: given }) => {
        const id = given || `${type}::${name}`;
        resources.push({
          type,
          name,
          id,
          inputs: inputs as Registered['inputs'],
          options: {
            protect: registration?.getProtect() ?? false,
            retainOnDelete: registration?.getRetainondelete() ?? false,
            ignoreChanges: registration?.getIgnorechangesList() ?? [],
            after: (registration?.getDependenciesList() ?? []).map(shortUrn),
          },
        });
        return { id, state: { ...addedByAws(type, name, id), ...(inputs as Registered['inputs']) } };
      },
      call: ({ token, inputs }) => resultOf(token, inputs as Record<string, unknown>, config['aws:region']),
    },
    project,
    stage,
    isPreview,
  );
  pulumi.runtime.setAllConfig(config);
  return resources;
}

/** The last type and the name of a URN: `urn:pulumi:dev::shop::a$aws:ec2/vpc:Vpc::shop-dev`. */
function shortUrn(urn: string): string {
  const [, , types = '', name = ''] = urn.split('::');
  return `${types.replace(/^.*\$/, '').replace('aws:', '')} ${name}`;
}

/** The programs that ran already, by stage and configuration: tests only read them. */
const programs = new Map<string, Promise<Program>>();

/**
 * Runs the program for a stage.
 *
 * @param overrides configuration that replaces values of the stage; an empty string removes a key
 * @throws the error that the program throws
 */
export function run(stage: string, overrides: Configuration = {}): Promise<Program> {
  const key = JSON.stringify([stage, overrides]);
  let program = programs.get(key);
  if (!program) programs.set(key, (program = execute(prepare(stage, overrides))));
  return program;
}

/**
 * Runs a function while stack traces are short and cheap to read: Pulumi reads one for every promise and resource, which takes more
 * than half of a program's time otherwise. The trace of an error is formatted when it is first read, so that a failed test still
 * shows where the program failed.
 */
async function withShortStacks<T>(run: () => Promise<T>): Promise<T> {
  const before = {
    prepareStackTrace: Reflect.get(Error, 'prepareStackTrace') as unknown,
    stackTraceLimit: Error.stackTraceLimit,
  };
  Object.assign(Error, { prepareStackTrace: String, stackTraceLimit: 5 });
  try {
    return await run();
  } finally {
    Object.assign(Error, before);
  }
}

/** Runs the program that was prepared. */
export async function execute(prepared: Promise<Registered[]>): Promise<Program> {
  const resources = await prepared;
  const outputs = await withShortStacks(async () => {
    const exported = (await import('./index')) as Record<string, unknown>;
    // waits for the registrations in progress
    await pulumi.runtime.disconnect();
    return exported;
  });
  const all = (type: string) => resources.filter(resource => resource.type.endsWith(type));
  return {
    resources,
    all,
    outputs,
    one: (type, name) => {
      const found = all(type).filter(resource => name === undefined || resource.name === name);
      const [first] = found;
      if (found.length === 1 && first) return first;
      const names = all(type).map(resource => resource.name);
      throw new Error(
        `${found.length} resources are ${type} ${name ?? ''}, expected one; there are ${names.join(', ')}`,
      );
    },
  };
}

/** The values that AWS adds to a resource, as far as other resources use them. */
function addedByAws(type: string, name: string, id: string): Record<string, unknown> {
  const arn = `arn:${type}:${name}`;
  return {
    arn,
    name: `${id}/name`,
    bucket: `${id}/bucket`,
    keyId: `${id}/keyId`,
    arnSuffix: `${id}/suffix`,
    dnsName: `${name}.elb.example`,
    repositoryUrl: `registry.example/${name}`,
    address: `${name}.rds.example`,
    port: 5432,
    resourceId: `${id}/resource`,
    identifier: `${id}/identifier`,
    prefixListId: `${id}/prefix-list`,
    masterUserSecrets: [{ secretArn: `${arn}/owner-secret` }],
    domainValidationOptions: [
      { domainName: 'd', resourceRecordName: 'r', resourceRecordType: 'CNAME', resourceRecordValue: 'v' },
    ],
  };
}

/** The result of a function call to the provider. */
function resultOf(
  token: string,
  inputs: Record<string, unknown>,
  region: string | undefined,
): Record<string, unknown> {
  if (token.includes('getAvailabilityZones')) return { names: ['a', 'b', 'c'] };
  if (token.includes('getCallerIdentity')) return { accountId: '123456789012' };
  if (token.includes('getRegion')) return { region, name: region, id: region };
  if (token.includes('getPartition')) return { partition: 'aws', dnsSuffix: 'amazonaws.com' };
  if (token.includes('getOpenIdConnectProvider'))
    return { arn: 'arn:aws:iam::123456789012:oidc-provider/github' };
  return inputs;
}

/** The inputs of a security group rule, as the mocks receive them. */
interface RuleInputs {
  securityGroupId: string;
  referencedSecurityGroupId?: string;
  cidrIpv4?: string;
  prefixListId?: string;
  ipProtocol: string;
  fromPort?: number;
  toPort?: number;
}

/** The connections that the security group rules allow, sorted: `shop-dev-edge -> shop-dev-service 3000`. */
export function allowedConnections(program: Program, direction: 'Ingress' | 'Egress'): string[] {
  const nameOf = (id = '') => program.resources.find(resource => resource.id === id)?.name ?? id;
  return program
    .all(`securityGroup${direction}Rule:SecurityGroup${direction}Rule`)
    .map(({ inputs }) => inputs as unknown as RuleInputs)
    .map(rule => {
      const own = nameOf(rule.securityGroupId);
      const other = nameOf(rule.referencedSecurityGroupId ?? rule.cidrIpv4 ?? rule.prefixListId);
      const [from, to] = direction === 'Ingress' ? [other, own] : [own, other];
      return `${from} -> ${to} ${portsOf(rule)}`;
    })
    .sort();
}

function portsOf({ ipProtocol, fromPort, toPort }: RuleInputs): string {
  if (ipProtocol !== 'tcp') return `all of ${ipProtocol}`;
  return fromPort === toPort ? String(fromPort) : `${fromPort}-${toPort}`;
}

/** A statement of a policy document. */
export interface PolicyStatement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

/** The statements of a policy document. */
export function statementsOf(document: unknown): PolicyStatement[] {
  return (JSON.parse(String(document)) as { Statement: PolicyStatement[] }).Statement;
}

/** The statements of a role's inline policies. */
export function permissionsOf(program: Program, role: string): PolicyStatement[] {
  const { id } = program.one('iam/role:Role', role);
  return program
    .all('iam/rolePolicy:RolePolicy')
    .filter(({ inputs }) => inputs.role === id)
    .flatMap(({ inputs }) => statementsOf(inputs.policy));
}
