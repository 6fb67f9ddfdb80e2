import { account } from './outputs.ts';

/** What a provider's function is called with. */
export interface Call {
  token: string;
  inputs: Record<string, unknown>;
}

/** Stands for the id of something that exists outside of the program. It begins as ids of AWS do, so that its kind is told. */
const outside = { internetGateway: 'igw-outside', subnet: 'subnet-outside', routeTable: 'rtb-outside' };

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
    'aws:ssm/getParameter:getParameter': (_region, { name }) => ({
      id: name,
      name,
      value: 'ami-00000000000000000',
    }),
    'aws:iam/getPolicyDocument:getPolicyDocument': (_region, { statements }) => ({
      id: 'policy',
      json: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    }),
    'aws:ec2/getInternetGateway:getInternetGateway': () => ({
      id: outside.internetGateway,
      internetGatewayId: outside.internetGateway,
    }),
    'aws:ec2/getRouteTable:getRouteTable': () => ({
      id: outside.routeTable,
      routeTableId: outside.routeTable,
    }),
    'aws:ec2/getSubnets:getSubnets': region => ({ id: region, ids: [outside.subnet] }),
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
        ...(inputs.port === undefined && { port: databasePort(inputs.engine) }),
        ...(managed && {
          masterUserSecrets: [{ secretArn: `${id}/masterUserSecret`, secretStatus: 'active' }],
        }),
      };
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

function databasePort(engine: unknown): number {
  const name = String(engine);
  if (name.includes('mysql') || name.includes('maria')) return 3306;
  if (name.includes('sqlserver')) return 1433;
  return name.includes('oracle') ? 1521 : 5432;
}
