import * as pulumi from '@pulumi/pulumi';
import type { Statement } from './policy';
import { stateOf, type Release } from './release-permissions';

/**
 * The permissions of `pulumi preview --refresh` in addition to AWS's policy SecurityAudit: the state of the stage, and
 * details that the policy does not cover. The role may not decrypt the secrets in the state, because the program of a
 * pull request runs with it before a review: deploy/preview.sh works without them.
 */
export function readPermissions({ stage, region, accountId, service, state }: Release): Statement[] {
  const statements: Statement[] = [
    {
      Action: ['budgets:ViewBudget', 'budgets:ListTagsForResource'],
      Resource: [pulumi.interpolate`arn:aws:budgets::${accountId}:budget/${service.serviceName}`],
    },
    {
      Action: ['sns:GetSubscriptionAttributes'],
      Resource: [pulumi.interpolate`arn:aws:sns:${region}:${accountId}:${service.serviceName}-alarms*`],
    },
    { Action: ['application-autoscaling:ListTagsForResource'], Resource: [service.scalableTargetArn] },
  ];
  if (state.bucket) {
    statements.push(
      { Action: ['s3:ListBucket'], Resource: [`arn:aws:s3:::${state.bucket}`] },
      {
        Action: ['s3:GetObject'],
        Resource: [`arn:aws:s3:::${state.bucket}/.pulumi/meta.yaml`, ...stateOf(stage, state.bucket)],
      },
    );
  }
  return statements;
}
