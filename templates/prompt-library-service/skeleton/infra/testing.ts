import { readFileSync } from 'node:fs';
import * as pulumi from '@pulumi/pulumi';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';
import { vi } from 'vitest';
import { parse } from 'yaml';

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

const project = 'shop';

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
 * @param overrides configuration that replaces values of `Pulumi.<stage>.yaml`; an empty string removes a key
 * @returns the resources that will be registered
 */
export async function prepare(stage: string, overrides: Record<string, string> = {}): Promise<Registered[]> {
  const resources: Registered[] = [];
  const config = { ...stageConfig(stage), ...overrides };
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
    true,
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
 * @param overrides configuration that replaces values of `Pulumi.<stage>.yaml`; an empty string removes a key
 * @throws the error that the program throws
 */
export function run(stage: string, overrides: Record<string, string> = {}): Promise<Program> {
  const key = JSON.stringify([stage, overrides]);
  let program = programs.get(key);
  if (!program) programs.set(key, (program = execute(stage, overrides)));
  return program;
}

async function execute(stage: string, overrides: Record<string, string>): Promise<Program> {
  const resources = await prepare(stage, overrides);
  const outputs = (await import('./index')) as Record<string, unknown>;
  // waits for the registrations in progress
  await pulumi.runtime.disconnect();
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

function stageConfig(stage: string): Record<string, string> {
  const { config } = parse(readFileSync(`${__dirname}/Pulumi.${stage}.yaml`, 'utf8')) as {
    config: Record<string, unknown>;
  };
  const stringOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, stringOf(value)]));
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
