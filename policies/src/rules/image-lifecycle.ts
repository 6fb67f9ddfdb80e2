import type { Node, ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { configuredBy, eachOf, type Result } from './settings.ts';

/** Any policy passes: how many releases are needed is the decision of their owner. */
export const imageLifecycle: PolicyRule = {
  id: 'image-lifecycle',
  title: 'Registries delete old images.',
  why: 'Old images are paid for, are scanned, and can be deployed with vulnerabilities that have been fixed since.',
  fix: `Add a lifecycle policy:
  new aws.ecr.LifecyclePolicy('shop', { repository: repository.name, policy: { rules: [{
    rulePriority: 1, selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 50 }, action: { type: 'expire' },
  }] } });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html',
  controls: ['ECR.3'],
  check: eachOf(['aws:ecr/repository:Repository'], repositoryResult),
  examples: {
    passing: [
      `const shop = new aws.ecr.Repository('shop');
new aws.ecr.LifecyclePolicy('shop', { repository: shop.name, policy: { rules: [] } });`,
    ],
    failing: [`new aws.ecr.Repository('shop');`],
  },
};

function repositoryResult(repository: Node, graph: ResourceGraph): Result {
  return configuredBy(repository, graph, {
    type: 'aws:ecr/lifecyclePolicy:LifecyclePolicy',
    input: 'repository',
    passes: 'It deletes old images.',
    fails: 'The registry keeps every image.',
  });
}
