import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Size } from './config';

/** What {@link Service} needs. */
export interface ServiceArgs {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<string>[];
  size: Size;
  /** full reference of the image */
  image: pulumi.Input<string>;
  port: number;
  targetGroupArn: pulumi.Input<string>;
  /** the listener that must forward to the target group first */
  listener: pulumi.Resource;
  databaseUrl: pulumi.Input<string>;
  databaseSecretArn: pulumi.Input<string>;
  /** the bucket for the images of prompts */
  bucketArn: pulumi.Input<string>;
  bucketName: pulumi.Input<string>;
}

const trustEcsTasks = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/** The service on Fargate: in private subnets, without a public address, with a role of its own. */
export class Service extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ServiceArgs, options?: pulumi.ComponentResourceOptions) {
    super('service:service:Service', name, {}, options);
    const child = { parent: this };

    const logs = new aws.cloudwatch.LogGroup(name, { retentionInDays: 30 }, child);
    const task = this.#taskDefinition(name, args, logs);
    const cluster = new aws.ecs.Cluster(
      name,
      { settings: [{ name: 'containerInsights', value: 'enabled' }] },
      child,
    );
    const securityGroup = new aws.ec2.SecurityGroup(
      `${name}-service`,
      { vpcId: args.vpcId, description: 'The service: reached by the load balancer only' },
      child,
    );
    new aws.ecs.Service(
      name,
      {
        cluster: cluster.arn,
        taskDefinition: task.arn,
        launchType: 'FARGATE',
        desiredCount: args.size.tasks,
        networkConfiguration: {
          subnets: args.subnetIds,
          securityGroups: [securityGroup.id],
          assignPublicIp: false,
        },
        loadBalancers: [{ targetGroupArn: args.targetGroupArn, containerName: 'service', containerPort: args.port }],
        deploymentCircuitBreaker: { enable: true, rollback: true },
        healthCheckGracePeriodSeconds: 60,
      },
      { parent: this, dependsOn: [args.listener] },
    );

    this.clusterName = cluster.name;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs();
  }

  /** One container with its two roles: the platform's, to start it, and its own, to work. */
  #taskDefinition(name: string, args: ServiceArgs, logs: aws.cloudwatch.LogGroup): aws.ecs.TaskDefinition {
    const child = { parent: this };
    const execution = new aws.iam.Role(`${name}-execution`, { assumeRolePolicy: trustEcsTasks }, child);
    new aws.iam.RolePolicyAttachment(
      `${name}-execution`,
      {
        role: execution.name,
        policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
      },
      child,
    );
    const allow = (role: aws.iam.Role, suffix: string, actions: string[], resource: pulumi.Input<string>) =>
      new aws.iam.RolePolicy(
        `${name}-${suffix}`,
        {
          role: role.id,
          policy: pulumi.output(resource).apply(arn =>
            JSON.stringify({
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: actions, Resource: [arn] }],
            }),
          ),
        },
        child,
      );
    allow(execution, 'execution-secret', ['secretsmanager:GetSecretValue'], args.databaseSecretArn);

    const role = new aws.iam.Role(`${name}-task`, { assumeRolePolicy: trustEcsTasks }, child);
    allow(
      role,
      'task-images',
      ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      pulumi.interpolate`${args.bucketArn}/*`,
    );

    const region = aws.getRegionOutput({}, child).region;
    const container = pulumi.jsonStringify([
      {
        name: 'service',
        image: args.image,
        essential: true,
        readonlyRootFilesystem: true,
        // imports are put down there until they are whole
        mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp' }],
        portMappings: [{ containerPort: args.port }],
        environment: [
          { name: 'PORT', value: String(args.port) },
          { name: 'AWS_REGION', value: region },
          { name: 'DATABASE_URL', value: args.databaseUrl },
          { name: 'IMAGES_BUCKET', value: args.bucketName },
          // The load balancer: its X-Forwarded-For tells who the client is.
          { name: 'TRUSTED_PROXIES', value: '1' },
        ],
        secrets: [{ name: 'PGPASSWORD', valueFrom: pulumi.interpolate`${args.databaseSecretArn}:password::` }],
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': logs.name, 'awslogs-region': region, 'awslogs-stream-prefix': 'service' },
        },
      },
    ]);
    return new aws.ecs.TaskDefinition(
      name,
      {
        family: name,
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: String(args.size.cpu),
        memory: String(args.size.memory),
        runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
        executionRoleArn: execution.arn,
        taskRoleArn: role.arn,
        containerDefinitions: container,
        volumes: [{ name: 'tmp' }],
      },
      child,
    );
  }
}
