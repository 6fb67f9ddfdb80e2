import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Edge } from './edge';
import { errorRate, metricInputs } from './metric';
import { Scaling } from './scaling';
import { mainContainer, type Task } from './task';

/** The arguments of {@link Service}. */
export interface ServiceArgs {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<string>[];
  task: Task;
  /** TCP port of the task */
  port: number;
  /** the minimum and maximum number of tasks, and the CPU of each in units of 1/1024 */
  size: { tasks: number; maxTasks: number; cpu: number };
  /** false before the first image is in the registry: then the service exists, and no task runs */
  running: boolean;
  /** whether this deployment starts the first tasks of a service that exists without any */
  firstRelease?: boolean;
  /** whether to use capacity that AWS may reclaim at two minutes' notice, at about a third of the price */
  spot: boolean;
  edge: Pick<Edge, 'targetGroups' | 'productionRuleArn' | 'loadBalancerSuffix' | 'ready'>;
}

/** Minutes for which the old version is kept after a blue-green deployment, so that a rollback takes seconds. */
const BAKE_MINUTES = 10;

/** The alarm that stops a rollout; the error alarm in `alarms.ts` is for people, and slower. */
const badVersion = { percent: 5, minutes: 2 };

/** The service on Fargate: in private subnets, without a public address, behind the load balancer. */
export class Service extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  readonly clusterArn: pulumi.Output<string>;
  readonly serviceName: string;
  readonly serviceArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** the scalable target of the service */
  readonly scalableTargetArn: pulumi.Output<string>;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:service:Service', name, {}, opts);
    const child = { parent: this };
    const cluster = new aws.ecs.Cluster(
      name,
      { name, settings: [{ name: 'containerInsights', value: 'enabled' }] },
      child,
    );
    const securityGroup = new aws.ec2.SecurityGroup(
      `${name}-service`,
      {
        vpcId: args.vpcId,
        description: 'The service: reached by the load balancer only',
        tags: { Name: `${name}-service` },
      },
      child,
    );
    const service = this.#service(name, args, cluster, securityGroup);
    const scaling = new Scaling(
      name,
      { clusterName: cluster.name, serviceName: service.name, size: args.size, edge: args.edge },
      child,
    );
    const region = aws.getRegionOutput({}, child).region;
    const account = aws.getCallerIdentityOutput({}, child).accountId;

    this.clusterName = cluster.name;
    this.clusterArn = cluster.arn;
    this.serviceName = name;
    this.serviceArn = pulumi.interpolate`arn:aws:ecs:${region}:${account}:service/${cluster.name}/${name}`;
    this.securityGroupId = securityGroup.id;
    this.scalableTargetArn = scaling.targetArn;
    this.registerOutputs();
  }

  #service(
    name: string,
    args: ServiceArgs,
    cluster: aws.ecs.Cluster,
    securityGroup: aws.ec2.SecurityGroup,
  ): aws.ecs.Service {
    const { ready, ...rollout } = this.#rollout(name, args);
    return new aws.ecs.Service(
      name,
      {
        name,
        cluster: cluster.arn,
        taskDefinition: args.task.taskDefinitionArn,
        capacityProviderStrategies: [{ capacityProvider: args.spot ? 'FARGATE_SPOT' : 'FARGATE', weight: 1 }],
        // no task can start without an image; the pipeline's role may only update the service, so it exists before
        desiredCount: args.running ? args.size.tasks : 0,
        networkConfiguration: {
          subnets: args.subnetIds,
          securityGroups: [securityGroup.id],
          assignPublicIp: false,
        },
        availabilityZoneRebalancing: 'ENABLED',
        healthCheckGracePeriodSeconds: 60,
        // a rollout that was rolled back is an error of `pulumi up`, not a success
        waitForSteadyState: true,
        // AWS changes the capacity provider, spot or not, only with a new deployment
        forceNewDeployment: true,
        enableEcsManagedTags: true,
        propagateTags: 'SERVICE',
        // roll back when tasks do not become healthy, and when healthy tasks answer with errors
        deploymentCircuitBreaker: { enable: true, rollback: true },
        alarms: { enable: true, rollback: true, alarmNames: [this.#badVersion(name, args).name] },
        ...rollout,
      },
      {
        parent: this,
        // the task component includes the permissions of its roles: without them its first start fails
        dependsOn: [...args.edge.ready, args.task, this.#capacity(name, args, cluster), ...ready],
        // deploy-stage.yml waits longer than this
        customTimeouts: { create: '30m', update: '30m' },
        // auto scaling sets the number of tasks, but does not start the first ones: without tasks there are no metrics
        ignoreChanges: args.firstRelease ? [] : ['desiredCount'],
      },
    );
  }

  #capacity(name: string, { spot }: ServiceArgs, cluster: aws.ecs.Cluster): aws.ecs.ClusterCapacityProviders {
    return new aws.ecs.ClusterCapacityProviders(
      name,
      { clusterName: cluster.name, capacityProviders: [spot ? 'FARGATE_SPOT' : 'FARGATE'] },
      { parent: this },
    );
  }

  /** The inputs for the way a new version takes over, and the resources that they depend on. */
  #rollout(
    name: string,
    { edge, port }: ServiceArgs,
  ): Partial<aws.ecs.ServiceArgs> & { ready: pulumi.Resource[] } {
    const [first, second] = edge.targetGroups;
    const target = { targetGroupArn: first!.arn, containerName: mainContainer, containerPort: port };
    if (!second) {
      return {
        loadBalancers: [target],
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        ready: [],
      };
    }
    const { role, attachment } = this.#trafficRole(name);
    return {
      loadBalancers: [
        {
          ...target,
          advancedConfiguration: {
            alternateTargetGroupArn: second.arn,
            productionListenerRule: edge.productionRuleArn,
            roleArn: role.arn,
          },
        },
      ],
      deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: String(BAKE_MINUTES) },
      ready: [attachment],
    };
  }

  /**
   * Detects within minutes that a new version answers with errors. AWS ignores the alarm in a rollout that starts while it is
   * in alarm already, so that a fix can be deployed.
   */
  #badVersion(name: string, { edge }: ServiceArgs): aws.cloudwatch.MetricAlarm {
    return new aws.cloudwatch.MetricAlarm(
      `${name}-bad-version`,
      {
        name: `${name}-bad-version`,
        alarmDescription: 'Ends a rollout: the service answers with 5xx. Look at the log of the new tasks.',
        ...metricInputs({ ...errorRate, dimensions: { LoadBalancer: edge.loadBalancerSuffix } }),
        comparisonOperator: 'GreaterThanThreshold',
        threshold: badVersion.percent,
        evaluationPeriods: badVersion.minutes,
        treatMissingData: 'notBreaching',
      },
      { parent: this },
    );
  }

  /** The role with which Amazon ECS changes the load balancer's weights in a blue-green deployment. */
  #trafficRole(name: string): { role: aws.iam.Role; attachment: pulumi.Resource } {
    const role = new aws.iam.Role(
      `${name}-rollout`,
      {
        description: 'Moves requests from one version to the next',
        assumeRolePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'ecs.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        }),
      },
      { parent: this },
    );
    const attachment = new aws.iam.RolePolicyAttachment(
      `${name}-rollout`,
      {
        role: role.name,
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
        policyArn: 'arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers',
      },
      { parent: this },
    );
    return { role, attachment };
  }
}
