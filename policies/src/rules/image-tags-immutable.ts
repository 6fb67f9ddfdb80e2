import { isUnknown, type Node } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

/** Tags can be immutable with exceptions, such as `latest`. */
export const imageTagsImmutable: PolicyRule = {
  id: 'image-tags-immutable',
  title: 'The tags of container images cannot be moved to other images.',
  why: 'A tag that was moved deploys an image that was never tested, and a rollback to it starts something else.',
  fix: `Make the tags immutable, and give each image a tag of its own:
  imageTagMutability: 'IMMUTABLE'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
  controls: ['ECR.2'],
  scope: 'resource',
  check: eachOf(['aws:ecr/repository:Repository'], tagsResult),
  remediations: [
    {
      types: ['aws:ecr/repository:Repository'],
      path: 'imageTagMutability',
      value: 'IMMUTABLE',
      change: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.ecr.Repository('shop', { imageTagMutability: 'IMMUTABLE' });`],
    failing: [
      `new aws.ecr.Repository('shop');`,
      `new aws.ecr.Repository('shop', { imageTagMutability: 'MUTABLE' });`,
    ],
  },
};

function tagsResult({ inputs: { imageTagMutability } }: Node): Result {
  if (isUnknown(imageTagMutability)) return unknown('imageTagMutability');
  if (String(imageTagMutability).startsWith('IMMUTABLE')) return pass('Its tags are immutable.');
  return fail('The tags of the repository can be moved to other images.');
}
