/** What a provider's function is called with. */
export interface Call {
  token: string;
  inputs: Record<string, unknown>;
}

const account = '123456789012';

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

/**
 * Outputs other than the id through which programs point to a resource. They are made known before a deployment, so that
 * what is left unknown is truly unknown.
 */
export function outputsOf(type: string, id: string, inputs: Record<string, unknown>): Record<string, string> {
  switch (type) {
    case 'aws:ec2/vpc:Vpc':
    case 'aws:ec2/defaultVpc:DefaultVpc':
      return { defaultRouteTableId: `${id}/main-table`, mainRouteTableId: `${id}/main-table` };
    case 'aws:rds/subnetGroup:SubnetGroup':
      return { name: typeof inputs.name === 'string' ? inputs.name : `${id}/name` };
    default:
      return {};
  }
}
