import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { alarmsOf, type Alarm, type Sources } from './alarms';
import { dashboardOf } from './dashboard';
import { publishers, subscribe } from './events';
import { metricInputs } from './metric';

/** The arguments of {@link Observability}. */
export interface ObservabilityArgs extends Sources {
  region: string;
  keyArn: pulumi.Input<string>;
  /** the address that receives alarms, after it has confirmed the subscription */
  alarmEmail: string | undefined;
  /** the budget of the whole account in US dollars a month */
  monthlyBudget: number | undefined;
}

/** Alarms that notify people of problems, and a dashboard to investigate them. */
export class Observability extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:observability:Observability', name, {}, opts);
    const topic = this.#topic(name, args);
    const alarms = alarmsOf(args);
    const alarmArns = alarms.map(alarm => this.#alarm(name, alarm, topic).arn);
    new aws.cloudwatch.Dashboard(
      name,
      {
        dashboardName: name,
        dashboardBody: pulumi.jsonStringify(dashboardOf(alarms, args.region, alarmArns)),
      },
      { parent: this },
    );
    subscribe(name, args.database.instanceId, topic, { parent: this });
    if (args.monthlyBudget !== undefined) this.#budget(name, args.monthlyBudget, topic);
    this.topicArn = topic.arn;
    this.registerOutputs();
  }

  #topic(name: string, { keyArn, alarmEmail }: ObservabilityArgs): aws.sns.Topic {
    const child = { parent: this };
    const topic = new aws.sns.Topic(`${name}-alarms`, { kmsMasterKeyId: keyArn }, child);
    new aws.sns.TopicPolicy(
      `${name}-alarms`,
      {
        arn: topic.arn,
        policy: pulumi.jsonStringify({
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'AlarmsOfThisAccount',
              Effect: 'Allow',
              Principal: { Service: publishers },
              Action: 'sns:Publish',
              Resource: topic.arn,
              Condition: {
                StringEquals: { 'aws:SourceAccount': aws.getCallerIdentityOutput({}, child).accountId },
              },
            },
          ],
        }),
      },
      child,
    );
    if (alarmEmail !== undefined) {
      new aws.sns.TopicSubscription(
        `${name}-alarms`,
        { topic: topic.arn, protocol: 'email', endpoint: alarmEmail },
        child,
      );
    }
    return topic;
  }

  #alarm(name: string, alarm: Alarm, topic: aws.sns.Topic): aws.cloudwatch.MetricAlarm {
    return new aws.cloudwatch.MetricAlarm(
      `${name}-${alarm.name}`,
      {
        name: `${name}-${alarm.name}`,
        alarmDescription: alarm.description,
        ...metricInputs(alarm),
        comparisonOperator: alarm.comparison,
        threshold: alarm.threshold,
        evaluationPeriods: alarm.minutes / (alarm.everyMinutes ?? 1),
        treatMissingData: alarm.missing,
        alarmActions: [topic.arn],
        okActions: [topic.arn],
        insufficientDataActions: alarm.missing === 'missing' ? [topic.arn] : undefined,
      },
      { parent: this },
    );
  }

  /** Notifies when the forecast or the actual cost of a month exceeds the budget. */
  #budget(name: string, dollars: number, topic: aws.sns.Topic): void {
    const notification = (notificationType: string, threshold: number) => ({
      notificationType,
      threshold,
      thresholdType: 'PERCENTAGE',
      comparisonOperator: 'GREATER_THAN',
      subscriberSnsTopicArns: [topic.arn],
    });
    new aws.budgets.Budget(
      name,
      {
        name,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        limitAmount: String(dollars),
        limitUnit: 'USD',
        notifications: [
          notification('FORECASTED', 100),
          notification('ACTUAL', 80),
          notification('ACTUAL', 100),
        ],
      },
      { parent: this },
    );
  }
}
