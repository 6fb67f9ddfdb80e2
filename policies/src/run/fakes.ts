/** What a provider's function is called with. */
export interface Call {
  token: string;
  inputs: Record<string, unknown>;
}

const account = '123456789012';

/**
 * The answers to the questions that programs ask of AWS while they run. They are made up: rules must not rest on them.
 * A question that is not listed is answered with its own arguments.
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
  };

/** Answers a call of a provider's function without a provider. */
export function answerCall({ token, inputs }: Call, region: string): Record<string, unknown> {
  return answers[token]?.(region, inputs) ?? inputs;
}
