import { readFileSync } from 'node:fs';
import * as pulumi from '@pulumi/pulumi';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';
import { vi } from 'vitest';
import { parse } from 'yaml';

/** A resource as the program registered it, with the options that say what outlives a change or a deletion, and what comes before. */
export interface Registered {
  type: string;
  name: string;
  /** stands in the inputs of other resources; so do `arn:<type>:<name>` and what else AWS gives */
  id: string;
  inputs: Record<string, unknown>;
  options: {
    protect: boolean;
    retainOnDelete: boolean;
    ignoreChanges: string[];
    /** `ec2/vpc:Vpc shop-dev` of each resource that is there before it: by an input, or by `dependsOn` */
    after: string[];
  };
}

/** What a stage's program registers. */
export interface Program {
  resources: Registered[];
  /** the resources of a type: `ecs/service:Service` */
  all(type: string): Registered[];
  /** the only one of a type, or the one of that name */
  one(type: string, name?: string): Registered;
  outputs: Record<string, unknown>;
}

const project = 'shop';

/** The part of a registration that the mocks are not told. */
interface Registration {
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getIgnorechangesList(): string[];
  getDependenciesList(): string[];
}

/** The registration under way: the mocks are asked about it before it returns. */
let registration: Registration | undefined;

const registerResource = MockMonitor.prototype.registerResource;
MockMonitor.prototype.registerResource = function (request: Registration, callback) {
  registration = request;
  return registerResource.call(this, request, callback);
};

/**
 * Makes ready for a stage's program, as `pulumi preview` does.
 *
 * @param overrides configuration beside that of `Pulumi.<stage>.yaml`; an empty text takes a key away
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
      call: ({ token, inputs }) => answer(token, inputs as Record<string, unknown>, config['aws:region']),
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

/** What ran already, by stage and configuration: tests only look at it. */
const programs = new Map<string, Promise<Program>>();

/**
 * Runs the program for a stage.
 *
 * @param overrides configuration beside that of `Pulumi.<stage>.yaml`; an empty text takes a key away
 * @throws what the program throws
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
  // the registrations are under way until then
  await pulumi.runtime.disconnect();
  const all = (type: string) => resources.filter(resource => resource.type.endsWith(type));
  return {
    resources,
    all,
    outputs,
    one: (type, name) => {
      const found = all(type).filter(resource => name === undefined || resource.name === name);
      const [first] = found;
      if (found.length !== 1 || !first) {
        throw new Error(
          `${found.length} resources are of ${type} ${name ?? ''}: ${all(type)
            .map(one => one.name)
            .join(', ')}`,
        );
      }
      return first;
    },
  };
}

function stageConfig(stage: string): Record<string, string> {
  const { config } = parse(readFileSync(`${__dirname}/Pulumi.${stage}.yaml`, 'utf8')) as {
    config: Record<string, unknown>;
  };
  const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, text(value)]));
}

/** What AWS adds to each resource, as far as other resources rest on it. */
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

function answer(
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

/** Who may reach whom, as the rules of security groups say: `shop-dev-edge -> shop-dev-service 3000`, sorted. */
export function ways(program: Program, direction: 'Ingress' | 'Egress'): string[] {
  const nameOf = (id: unknown) => program.resources.find(resource => resource.id === id)?.name ?? String(id);
  return program
    .all(`securityGroup${direction}Rule:SecurityGroup${direction}Rule`)
    .map(({ inputs }) => {
      const own = nameOf(inputs.securityGroupId);
      const other = nameOf(inputs.referencedSecurityGroupId ?? inputs.cidrIpv4 ?? inputs.prefixListId);
      const ports =
        inputs.fromPort === inputs.toPort ? inputs.fromPort : `${inputs.fromPort}-${inputs.toPort}`;
      const port = inputs.ipProtocol === 'tcp' ? ports : `all of ${inputs.ipProtocol}`;
      return direction === 'Ingress' ? `${other} -> ${own} ${port}` : `${own} -> ${other} ${port}`;
    })
    .sort();
}

/** A statement of a policy as AWS reads it. */
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

/** What the policies of a role allow. */
export function rightsOf(program: Program, role: string): PolicyStatement[] {
  const { id } = program.one('iam/role:Role', role);
  return program
    .all('iam/rolePolicy:RolePolicy')
    .filter(({ inputs }) => inputs.role === id)
    .flatMap(({ inputs }) => statementsOf(inputs.policy));
}
