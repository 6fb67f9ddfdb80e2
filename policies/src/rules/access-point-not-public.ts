import { type Requirement, requirementRule } from './requirements.ts';

const settings = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];

/** The provider blocks public access by default. */
export const accessPointNotPublic = requirementRule({
  id: 'access-point-not-public',
  title: 'Access points of buckets block public access.',
  why: 'An access point can open a bucket whose own policy is closed.',
  fix: 'Remove the settings that are false, which are true by default and cannot be changed later.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html',
  controls: ['S3.19', 'S3.24'],
  requires: [
    ...settings.map((setting): Requirement => ({
      types: ['aws:s3/accessPoint:AccessPoint'],
      path: `publicAccessBlockConfiguration.${setting}`,
      is: true,
      leftOut: 'passes',
      fails: `The access point has ${setting} turned off.`,
      passes: `It has ${setting} turned on.`,
      remediation: 'replacement',
    })),
    ...settings.map((setting): Requirement => ({
      types: ['aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint'],
      path: `details.publicAccessBlock.${setting}`,
      is: true,
      leftOut: 'passes',
      fails: `The access point has ${setting} turned off.`,
      passes: `It has ${setting} turned on.`,
      remediation: 'replacement',
    })),
  ],
  examples: {
    passing: [
      `new aws.s3.AccessPoint('images', { bucket: 'images' });`,
      `new aws.s3control.MultiRegionAccessPoint('images', { details: { name: 'images', regions: [{ bucket: 'images' }] } });`,
    ],
    failing: [
      `new aws.s3.AccessPoint('images', { bucket: 'images', publicAccessBlockConfiguration: { blockPublicPolicy: false } });`,
      `new aws.s3control.MultiRegionAccessPoint('images', { details: { name: 'images', regions: [{ bucket: 'images' }], publicAccessBlock: { restrictPublicBuckets: false } } });`,
    ],
  },
});
