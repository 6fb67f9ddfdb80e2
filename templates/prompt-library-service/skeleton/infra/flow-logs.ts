import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** What {@link FlowLogs} needs. */
export interface FlowLogsArgs {
  vpcId: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
}

/** Who talked to whom in the network, and who was turned away. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:flow-logs:FlowLogs', name, {}, opts);
    const child = { parent: this };
    const account = aws.getCallerIdentityOutput({}, child).accountId;
    const group = new aws.cloudwatch.LogGroup(
      `${name}-flows`,
      { retentionInDays: args.logRetentionDays, kmsKeyId: args.keyArn },
      child,
    );
    const role = new aws.iam.Role(
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
    const policy = new aws.iam.RolePolicy(
      `${name}-flows`,
      {
        role: role.id,
        policy: pulumi.jsonStringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: [
                'logs:CreateLogStream',
                'logs:PutLogEvents',
                'logs:DescribeLogGroups',
                'logs:DescribeLogStreams',
              ],
              Resource: pulumi.interpolate`${group.arn}:*`,
            },
          ],
        }),
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
}
