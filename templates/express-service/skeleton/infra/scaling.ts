import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Edge } from './edge';

/** The arguments of {@link Scaling}. */
export interface ScalingArgs {
  clusterName: pulumi.Input<string>;
  serviceName: pulumi.Input<string>;
  /** CPU in units of 1/1024 */
  size: { tasks: number; maxTasks: number; cpu: number };
  edge: Pick<Edge, 'targetGroups' | 'loadBalancerSuffix'>;
}

/** The target CPU utilization of tasks, in percent. */
const CPU_PERCENT = 60;

/**
 * The target number of requests a minute for each vCPU of a task: low enough that CPU_PERCENT is rarely reached first, since
 * a burst shows in the number of requests a minute before it shows in the CPU.
 */
const REQUESTS_A_MINUTE = 4000;

/** Target tracking: adds tasks quickly under load, and removes them slowly. */
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
    // a blue-green deployment moves requests to the other target group, which this metric does not cover
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
