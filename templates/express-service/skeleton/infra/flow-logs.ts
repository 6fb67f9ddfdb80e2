import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument } from './policy';

/** The arguments of {@link FlowLogs}. */
export interface FlowLogsArgs {
  vpcId: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
}

/** Logs of the accepted and rejected connections in the network. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:flow-logs:FlowLogs', name, {}, opts);
    const child = { parent: this };
    const group = new aws.cloudwatch.LogGroup(
      `${name}-flows`,
      { retentionInDays: args.logRetentionDays, kmsKeyId: args.keyArn },
      child,
    );
    const role = this.#role(name);
    const policy = new aws.iam.RolePolicy(
      `${name}-flows`,
      {
        role: role.id,
        policy: policyDocument([
          {
            Action: [
              'logs:CreateLogStream',
              'logs:PutLogEvents',
              'logs:DescribeLogGroups',
              'logs:DescribeLogStreams',
            ],
            Resource: pulumi.interpolate`${group.arn}:*`,
          },
        ]),
      },
      child,
    );
    new aws.ec2.FlowLog(
      name,
      {
        vpcId: args.vpcId,
        trafficType: 'ALL',
        logDestination: group.arn,
        iamRoleArn: role.arn,
        maxAggregationInterval: 600,
      },
      { parent: this, dependsOn: [policy] },
    );
    this.registerOutputs();
  }

  #role(name: string): aws.iam.Role {
    const child = { parent: this };
    const account = aws.getCallerIdentityOutput({}, child).accountId;
    return new aws.iam.Role(
      `${name}-flows`,
      {
        description: 'Writes the flow logs of the network',
        assumeRolePolicy: pulumi.jsonStringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'aws:SourceAccount': account } },
            },
          ],
        }),
      },
      child,
    );
  }
}
