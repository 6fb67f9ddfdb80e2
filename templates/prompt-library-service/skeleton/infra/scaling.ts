import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Edge } from './edge';

/** What {@link Scaling} needs. */
export interface ScalingArgs {
  clusterName: pulumi.Input<string>;
  serviceName: pulumi.Input<string>;
  /** CPU in units of 1/1024 */
  size: { tasks: number; maxTasks: number; cpu: number };
  edge: Pick<Edge, 'targetGroups' | 'loadBalancerSuffix'>;
}

/** Percent of the CPU that tasks are kept at: above, another one starts. */
const CPU_PERCENT = 60;

/**
 * Requests a minute for each whole CPU of a task: few enough that CPU_PERCENT is seldom reached first, since a burst of
 * requests shows in their number a minute before it shows in the CPU.
 */
const REQUESTS_A_MINUTE = 4000;

/** Starts tasks when there is much to do, and ends them slowly when there is not. */
export class Scaling extends pulumi.ComponentResource {
  readonly targetArn: pulumi.Output<string>;

  constructor(name: string, args: ScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:scaling:Scaling', name, {}, opts);
    const target = new aws.appautoscaling.Target(
      name,
      {
        serviceNamespace: 'ecs',
        scalableDimension: 'ecs:service:DesiredCount',
        resourceId: pulumi.interpolate`service/${args.clusterName}/${args.serviceName}`,
        minCapacity: args.size.tasks,
        maxCapacity: args.size.maxTasks,
      },
      { parent: this },
    );
    this.#track(`${name}-cpu`, target, CPU_PERCENT, {
      predefinedMetricType: 'ECSServiceAverageCPUUtilization',
    });
    const [first, second] = args.edge.targetGroups;
    // a blue-green deployment moves the requests to the other group, where this metric would no longer see them
    if (first && !second) {
      this.#track(`${name}-requests`, target, (REQUESTS_A_MINUTE * args.size.cpu) / 1024, {
        predefinedMetricType: 'ALBRequestCountPerTarget',
        resourceLabel: pulumi.interpolate`${args.edge.loadBalancerSuffix}/${first.suffix}`,
      });
    }
    this.targetArn = target.arn;
    this.registerOutputs();
  }

  #track(
    name: string,
    target: aws.appautoscaling.Target,
    targetValue: number,
    predefinedMetricSpecification: aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification,
  ): void {
    new aws.appautoscaling.Policy(
      name,
      {
        policyType: 'TargetTrackingScaling',
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification,
          targetValue,
          // seconds
          scaleOutCooldown: 60,
          scaleInCooldown: 300,
        },
      },
      { parent: this },
    );
  }
}
