import { createHash } from 'node:crypto';
import { cachePort, enginePort } from '../graph/databases.ts';
import { account, secretMark } from './outputs.ts';
import { policyDocument } from './policyDocument.ts';
import { standInFor } from './standIns.ts';

type Inputs = Record<string, unknown>;

/** A call of a provider's function. */
export interface Call {
  token: string;
  inputs: Inputs;
}

/** Synthetic ids of resources that exist outside the program, with the prefixes of real ids. */
const outside = {
  internetGateway: 'igw-outside',
  subnets: ['subnet-outside-a', 'subnet-outside-b'],
  routeTable: 'rtb-outside',
};

/** Synthetic ids of a default network: rules recognize them by their prefix. */
const defaultNetwork = {
  vpc: 'vpc-default',
  subnets: ['subnet-default-a', 'subnet-default-b'],
  group: 'sg-default',
};

function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Returns a secret in Pulumi's wire format. */
function secret(value: string): Inputs {
  return { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value };
}

/** A call that requests decryption expects a secret; public parameters of AWS are not secret, and those of ECS are JSON. */
function parameterOf(name: string, isDecrypted: boolean): unknown {
  const image = 'ami-00000000000000000';
  if (!name.startsWith('/aws/')) return isDecrypted ? secret(`${secretMark}:the parameter ${name}#`) : image;
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
  return /ecs\/.*\/recommended$/.test(name) ? JSON.stringify({ image_id: image }) : image;
}

/**
 * Returns the content of a secret, which programs parse: it has the keys of a database's secret
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html).
 */
function secretDocument(source: string): string {
  const mark = `${secretMark}:${source}#`;
  return JSON.stringify({ engine: 'postgres', host: 'outside', port: 5432, username: mark, password: mark });
}

/** Whether a lookup is for the default VPC, or for its subnets. */
function asksForDefault(inputs: Inputs): boolean {
  return (
    isOn(inputs.default ?? inputs.defaultForAz) ||
    (inputs.vpcId ?? inputs.id) === defaultNetwork.vpc ||
    isFiltered(inputs, /^(is-?default|default-?for-?az)$/i, 'true') ||
    isFiltered(inputs, /^vpc-id$/, defaultNetwork.vpc)
  );
}

function isFiltered({ filters }: Inputs, name: RegExp, value: string): boolean {
  if (!Array.isArray(filters)) return false;
  return (filters as { name?: unknown; values?: unknown }[]).some(
    filter => name.test(String(filter.name)) && Array.isArray(filter.values) && filter.values.includes(value),
  );
}

/**
 * The results of the AWS lookups that programs make while they run. They are synthetic: rules must not depend on them.
 */
const answers: Record<string, (region: string, inputs: Inputs) => Inputs> = {
  'aws:index/getAvailabilityZones:getAvailabilityZones': region => ({
    id: region,
    names: ['a', 'b', 'c'].map(zone => `${region}${zone}`),
    zoneIds: ['az1', 'az2', 'az3'],
  }),
  'aws:index/getCallerIdentity:getCallerIdentity': () => ({
    id: account,
    accountId: account,
    arn: `arn:aws:iam::${account}:user/goldpath`,
    userId: 'AIDAGOLDPATH',
  }),
  'aws:index/getRegion:getRegion': region => ({ id: region, name: region, region, description: region }),
  'aws:index/getPartition:getPartition': () => ({
    id: 'aws',
    partition: 'aws',
    dnsSuffix: 'amazonaws.com',
  }),
  'aws:ec2/getAmi:getAmi': () => ({ id: 'ami-00000000000000000', architecture: 'x86_64' }),
  'aws:ssm/getParameter:getParameter': (_region, { name, withDecryption }) => ({
    id: name,
    name,
    value: parameterOf(String(name), isOn(withDecryption)),
  }),
  'aws:iam/getPolicyDocument:getPolicyDocument': (_region, inputs) => {
    const json = policyDocument(inputs);
    return { id: 'policy', json, minifiedJson: json };
  },
  'aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider': (_region, { url, arn }) => ({
    arn: arn ?? `arn:aws:iam::${account}:oidc-provider/${String(url).replace(/^https:\/\//, '')}`,
  }),
  'aws:iam/getPolicy:getPolicy': (_region, { name, arn }) => ({
    arn: arn ?? `arn:aws:iam::${account}:policy/${String(name)}`,
  }),
  'aws:secretsmanager/getSecretVersion:getSecretVersion': (_region, { secretId }) => ({
    secretString: secret(secretDocument(`the secret ${String(secretId)}`)),
    secretBinary: secret(`${secretMark}:the secret ${String(secretId)}#`),
  }),
  'aws:secretsmanager/getRandomPassword:getRandomPassword': () => ({
    randomPassword: secret(`${secretMark}:a password of Secrets Manager#`),
  }),
  'aws:ec2/getInternetGateway:getInternetGateway': () => ({
    id: outside.internetGateway,
    internetGatewayId: outside.internetGateway,
  }),
  'aws:ec2/getRouteTable:getRouteTable': () => ({
    id: outside.routeTable,
    routeTableId: outside.routeTable,
  }),
  'aws:ec2/getVpc:getVpc': (_region, inputs) =>
    // https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
    asksForDefault(inputs) ? { id: defaultNetwork.vpc, cidrBlock: '172.31.0.0/16' } : {},
  'aws:ec2/getSubnet:getSubnet': (_region, inputs) =>
    asksForDefault(inputs) ? { id: defaultNetwork.subnets[0] } : {},
  'aws:ec2/getSubnets:getSubnets': (region, inputs) => ({
    id: region,
    ids: asksForDefault(inputs) ? defaultNetwork.subnets : outside.subnets,
  }),
  'aws:ec2/getSecurityGroup:getSecurityGroup': (_region, inputs) =>
    inputs.name === 'default' || isFiltered(inputs, /^group-name$/, 'default')
      ? { id: defaultNetwork.group }
      : {},
};

/** Whether the check knows the result of a provider's function. */
export function isAnswered(token: string): boolean {
  return answers[token] !== undefined;
}

/**
 * Returns the result of a provider's function without the provider: the given or known answer, else a stand-in of the declared
 * type.
 *
 * @param load resolves packages as the program does
 * @param given the result that the check's file has for it
 */
export function answerCall(
  { token, inputs }: Call,
  region: string,
  load: NodeJS.Require,
  given: Inputs | undefined,
): Inputs {
  // two lookups of the same kind find different things
  const search = Object.keys(inputs).length === 0 ? '' : `(${digest(JSON.stringify(inputs))})`;
  const origin = `outside:${token}${search}`;
  const standIn = { ...standInFor(load, token, origin, region), id: origin };
  return { ...standIn, ...inputs, ...answers[token]?.(region, inputs), ...given };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Returns the outputs that programs depend on and that a synthetic string cannot replace. */
export function knownOutputs(type: string, id: string, inputs: Inputs): Inputs {
  switch (type) {
    case 'aws:rds/instance:Instance':
    case 'aws:rds/cluster:Cluster':
      return databaseOutputs(id, inputs);
    case 'aws:elasticache/cluster:Cluster': {
      const port = inputs.port ?? cachePort(inputs.engine);
      return { cacheNodes: [{ id: '0001', address: `${id}/address`, port, availabilityZone: 'a' }] };
    }
    case 'aws:acm/certificate:Certificate': {
      const domain = String(inputs.domainName);
      const record = {
        resourceRecordName: `_check.${domain}`,
        resourceRecordType: 'CNAME',
        resourceRecordValue: '_',
      };
      return { domainValidationOptions: [{ domainName: domain, ...record }] };
    }
    default:
      return {};
  }
}

function databaseOutputs(id: string, inputs: Inputs): Inputs {
  const outputs: Inputs = {};
  if (inputs.port === undefined) outputs.port = enginePort(inputs.engine) ?? 5432;
  if (inputs.manageMasterUserPassword === true)
    outputs.masterUserSecrets = [{ secretArn: `${id}/masterUserSecret`, secretStatus: 'active' }];
  return outputs;
}
