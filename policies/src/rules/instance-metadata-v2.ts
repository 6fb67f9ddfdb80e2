import { isUnknown, type Node, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, unknown } from './settings.ts';

/** An instance takes the options of its launch template, which is checked where it is defined. */
export const instanceMetadataV2: PolicyRule = {
  id: 'instance-metadata-v2',
  title: 'Instances answer requests for their metadata only with a session token (IMDSv2).',
  why: 'Without a token, a server that fetches URLs for its users gives away the credentials of the instance.',
  fix: `Require tokens:
  metadataOptions: { httpTokens: 'required' }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  controls: ['EC2.8', 'EC2.170', 'AutoScaling.3'],
  scope: 'resource',
  check: eachOf(
    [
      'aws:ec2/instance:Instance',
      'aws:ec2/spotInstanceRequest:SpotInstanceRequest',
      'aws:ec2/launchTemplate:LaunchTemplate',
      'aws:ec2/launchConfiguration:LaunchConfiguration',
    ],
    metadataResult,
  ),
  remediations: [
    {
      types: ['aws:ec2/instance:Instance', 'aws:ec2/launchTemplate:LaunchTemplate'],
      path: 'metadataOptions.httpTokens',
      value: 'required',
      change: 'in-place',
    },
    {
      types: [
        'aws:ec2/spotInstanceRequest:SpotInstanceRequest',
        'aws:ec2/launchConfiguration:LaunchConfiguration',
      ],
      path: 'metadataOptions.httpTokens',
      value: 'required',
      change: 'replacement',
    },
  ],
  examples: {
    passing: [
      `new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro', metadataOptions: { httpTokens: 'required' } });`,
      `new aws.ec2.LaunchTemplate('web', { metadataOptions: { httpEndpoint: 'disabled' } });`,
    ],
    failing: [
      `new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro' });`,
      `new aws.ec2.LaunchTemplate('web', { metadataOptions: { httpTokens: 'optional' } });`,
    ],
  },
};

function metadataResult({ inputs }: Node): Result {
  const { metadataOptions, launchTemplate } = inputs;
  if (metadataOptions === undefined && isSet(launchTemplate)) return undefined;
  if (isUnknown(metadataOptions)) return unknown('metadataOptions');
  if (valueAt(metadataOptions, ['httpEndpoint']) === 'disabled') return pass('It has no metadata service.');
  const tokens = valueAt(metadataOptions, ['httpTokens']);
  if (isUnknown(tokens)) return unknown('metadataOptions.httpTokens');
  if (tokens === 'required') return pass('Its metadata requires a session token.');
  return fail('Its metadata can be read without a session token (IMDSv1).');
}
