import * as pulumi from '@pulumi/pulumi';
import type { Statement } from './policy';
import { stateOf, type Release } from './release-rights';

/**
 * What `pulumi preview --refresh` reads beside AWS's policy SecurityAudit: the stage's state, and what that policy leaves
 * out. Values of secrets are not among it, so a comparison leaves their versions out.
 */
export function readRights({ stage, region, accountId, service, state }: Release): Statement[] {
  const of = (name: string, id: string, where: pulumi.Input<string> = region) =>
    pulumi.interpolate`arn:aws:${name}:${where}:${accountId}:${id}`;
  return [
    {
      Action: ['budgets:ViewBudget', 'budgets:ListTagsForResource'],
      Resource: [of('budgets', `budget/${service.serviceName}`, '')],
    },
    { Action: ['sns:GetSubscriptionAttributes'], Resource: [of('sns', `${service.serviceName}-alarms*`)] },
    ...(service.scalableTargetArn
      ? [
          {
            Action: ['application-autoscaling:ListTagsForResource'],
            Resource: [service.scalableTargetArn],
          },
        ]
      : []),
    ...(state.bucket
      ? [
          { Action: ['s3:ListBucket'], Resource: [`arn:aws:s3:::${state.bucket}`] },
          {
            Action: ['s3:GetObject'],
            Resource: [`arn:aws:s3:::${state.bucket}/.pulumi/meta.yaml`, ...stateOf(stage, state.bucket)],
          },
        ]
      : []),
    ...(state.keyArn ? [{ Action: ['kms:Decrypt'], Resource: [state.keyArn] }] : []),
  ];
}
