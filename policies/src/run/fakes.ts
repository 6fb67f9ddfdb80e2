import { enginePort } from '../graph/databases.ts';
import { account, secretMark } from './outputs.ts';
import { policyDocument } from './policyDocument.ts';

/** What a provider's function is called with. */
export interface Call {
  token: string;
  inputs: Record<string, unknown>;
}

/** Stands for the id of something that exists outside of the program. It begins as ids of AWS do, so that its kind is told. */
const outside = { internetGateway: 'igw-outside', subnet: 'subnet-outside', routeTable: 'rtb-outside' };

/** Stands for the ids of a default network: rules know them by their beginning. */
const defaultNetwork = {
  vpc: 'vpc-default',
  subnets: ['subnet-default-a', 'subnet-default-b'],
  group: 'sg-default',
};

function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}

/** A secret as Pulumi's wire format has it. */
function secret(value: string): Record<string, unknown> {
  return { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value };
}

/** Who asks for decryption in so many words expects a secret; parameters of AWS are none, and those of ECS are JSON. */
function parameterOf(name: string, isDecrypted: boolean): unknown {
  const image = 'ami-00000000000000000';
  if (!name.startsWith('/aws/')) return isDecrypted ? secret(`${secretMark}:the parameter ${name}#`) : image;
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
  return /ecs\/.*\/recommended$/.test(name) ? JSON.stringify({ image_id: image }) : image;
}

/**
 * A secret's text, which programs parse: it has the keys of a database's secret
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html).
 */
function secretDocument(source: string): string {
  const mark = `${secretMark}:${source}#`;
  return JSON.stringify({ engine: 'postgres', host: 'outside', port: 5432, username: mark, password: mark });
}

/** Whether a question is about the default VPC, or about subnets of it. */
function asksForDefault(inputs: Record<string, unknown>): boolean {
  return (
    isOn(inputs.default ?? inputs.defaultForAz) ||
    (inputs.vpcId ?? inputs.id) === defaultNetwork.vpc ||
    isFiltered(inputs, /^(is-?default|default-?for-?az)$/i, 'true') ||
    isFiltered(inputs, /^vpc-id$/, defaultNetwork.vpc)
  );
}

function isFiltered({ filters }: Record<string, unknown>, name: RegExp, value: string): boolean {
  if (!Array.isArray(filters)) return false;
  return (filters as { name?: unknown; values?: unknown }[]).some(
    filter => name.test(String(filter.name)) && Array.isArray(filter.values) && filter.values.includes(value),
  );
}

/**
 * The answers to the questions that programs ask of AWS while they run. They are made up: rules must not rest on them.
 * A question that is not listed is answered with its own arguments, and with an id that no resource of the program has.
 */
const answers: Record<string, (region: string, inputs: Record<string, unknown>) => Record<string, unknown>> =
  {
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
      ids: asksForDefault(inputs) ? defaultNetwork.subnets : [outside.subnet],
    }),
    'aws:ec2/getSecurityGroup:getSecurityGroup': (_region, inputs) =>
      inputs.name === 'default' || isFiltered(inputs, /^group-name$/, 'default')
        ? { id: defaultNetwork.group }
        : {},
  };

/** Answers a call of a provider's function without a provider. */
export function answerCall({ token, inputs }: Call, region: string): Record<string, unknown> {
  return { id: `outside:${token}`, ...inputs, ...answers[token]?.(region, inputs) };
}

/** Outputs that are no text, or whose text tells more than whose it is, where programs rest on them. */
export function knownOutputs(
  type: string,
  id: string,
  inputs: Record<string, unknown>,
): Record<string, unknown> {
  switch (type) {
    case 'aws:rds/instance:Instance':
    case 'aws:rds/cluster:Cluster': {
      const managed = inputs.manageMasterUserPassword === true;
      return {
        ...(inputs.port === undefined && { port: enginePort(inputs.engine) ?? 5432 }),
        ...(managed && {
          masterUserSecrets: [{ secretArn: `${id}/masterUserSecret`, secretStatus: 'active' }],
        }),
      };
    }
    case 'aws:elasticache/cluster:Cluster': {
      const port = inputs.port ?? (inputs.engine === 'memcached' ? 11_211 : 6379);
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
