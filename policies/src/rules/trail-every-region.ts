import { requirementRule } from './requirements.ts';

export const trailEveryRegion = requirementRule({
  id: 'trail-every-region',
  title: 'Trails record the events of every region.',
  why: 'An attacker works in a region that is not used, and leaves no trace.',
  fix: `Record every region:
  isMultiRegionTrail: true`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html',
  controls: ['CloudTrail.1'],
  requires: [
    {
      types: ['aws:cloudtrail/trail:Trail'],
      path: 'isMultiRegionTrail',
      is: true,
      leftOut: 'fails',
      fails: 'The trail records a single region.',
      passes: 'It records every region.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit', isMultiRegionTrail: true });`],
    failing: [`new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit' });`],
  },
});
