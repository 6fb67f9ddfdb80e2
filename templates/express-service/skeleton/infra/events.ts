import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** The AWS services that publish alarms and events to the topic of a stage, encrypted with its key. */
export const publishers = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com', 'events.rds.amazonaws.com'];

/**
 * The events of RDS that people are notified of, by source: the categories that the controls RDS.20, RDS.21 and RDS.22 of AWS
 * Security Hub require. https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html, looked up 2026-11-28.
 */
const events = [
  { sourceType: 'db-instance', eventCategories: ['maintenance', 'configuration change', 'failure'] },
  { sourceType: 'db-parameter-group', eventCategories: ['configuration change'] },
  { sourceType: 'db-security-group', eventCategories: ['configuration change', 'failure'] },
];

/** Notifies people of the events of the database, and of every parameter and security group of RDS in the account. */
export function subscribe(
  name: string,
  instanceId: pulumi.Output<string>,
  topic: aws.sns.Topic,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const event of events) {
    const { sourceType } = event;
    new aws.rds.EventSubscription(
      `${name}-${sourceType}`,
      { ...event, snsTopic: topic.arn, sourceIds: sourceType === 'db-instance' ? [instanceId] : undefined },
      opts,
    );
  }
}
