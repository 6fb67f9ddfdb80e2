import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { alarmsOf, type Alarm, type Sources } from './alarms';
import { dashboardOf } from './dashboard';
import { measured } from './measure';

/** What {@link Observability} needs. */
export interface ObservabilityArgs extends Sources {
  region: string;
  keyArn: pulumi.Input<string>;
  /** who hears of alarms; AWS asks the address for its consent first */
  alarmEmail: string | undefined;
  /** US dollars a month that the whole account may cost */
  monthlyBudget: number | undefined;
}

/** What tells people that something is wrong, and where to look. */
export class Observability extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:observability:Observability', name, {}, opts);
    const topic = this.#topic(name, args);
    const alarms = alarmsOf(args);
    const made = alarms.map(alarm => this.#alarm(name, alarm, topic));
    new aws.cloudwatch.Dashboard(
      name,
      {
        dashboardName: name,
        dashboardBody: pulumi.jsonStringify(
          dashboardOf(
            alarms,
            args.region,
            made.map(({ arn }) => arn),
          ),
        ),
      },
      { parent: this },
    );
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
              Principal: { Service: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] },
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
        ...measured(alarm),
        comparisonOperator: alarm.comparison,
        threshold: alarm.threshold,
        evaluationPeriods: alarm.minutes / (alarm.everyMinutes ?? 1),
        treatMissingData: alarm.missing,
        alarmActions: [topic.arn],
        okActions: [topic.arn],
      },
      { parent: this },
    );
  }

  /** Told when the month is about to cost too much, and when it has. */
  #budget(name: string, dollars: number, topic: aws.sns.Topic): void {
    const told = (notificationType: string, threshold: number) => ({
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
        notifications: [told('FORECASTED', 100), told('ACTUAL', 80), told('ACTUAL', 100)],
      },
      { parent: this },
    );
  }
}
