import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { serviceRole, type Statement } from './policy';

/** The image of a container and its settings. */
export interface Container {
  /** full reference of the image, with its digest */
  image: pulumi.Input<string>;
  /** the user that runs the program; the image's own by default */
  user?: string;
  /** replaces the image's own command */
  command?: string[];
  /** TCP port that it listens on */
  port?: number;
  environment: Record<string, pulumi.Input<string>>;
  /** by environment variable: ARN of the secret in Secrets Manager, or `arn:key::` for a key of its JSON */
  secrets: Record<string, pulumi.Input<string>>;
  /** shell command that succeeds while the container is healthy */
  healthCheck?: string;
}

/** An additional container of a task. */
export interface Sidecar extends Container {
  name: string;
  /** the limit in MiB: a sidecar that exceeds it is killed instead of the main container */
  memory: number;
}

/** The arguments of {@link Task}. */
export interface TaskArgs {
  /** CPU in units of 1/1024, memory in MiB */
  size: { cpu: number; memory: number };
  container: Container;
  sidecars?: Sidecar[];
  /** the ECR repository of the image */
  registryArn: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
  /** the AWS permissions of the program in the container; none by default */
  allowed?: Statement[];
}

/** The name of the container that runs the program. */
export const mainContainer = 'main';

/** A Fargate task: its definition, a role to start it, a role for its program, and a log group. */
export class Task extends pulumi.ComponentResource {
  readonly taskDefinitionArn: pulumi.Output<string>;
  readonly family: string;
  readonly executionRoleArn: pulumi.Output<string>;
  readonly taskRoleArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly logGroupArn: pulumi.Output<string>;

  constructor(name: string, args: TaskArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:task:Task', name, {}, opts);
    const logs = new aws.cloudwatch.LogGroup(
      name,
      { name: `/ecs/${name}`, retentionInDays: args.logRetentionDays, kmsKeyId: args.keyArn },
      { parent: this },
    );
    const execution = this.#executionRole(name, args, logs);
    const role = serviceRole(
      `${name}-task`,
      {
        description: `Permissions of the program of ${name}`,
        service: 'ecs-tasks.amazonaws.com',
        statements: args.allowed ?? [],
      },
      this,
    );
    const task = new aws.ecs.TaskDefinition(
      name,
      {
        family: name,
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: String(args.size.cpu),
        memory: String(args.size.memory),
        // the platform for which the pipeline builds images
        runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
        executionRoleArn: execution.arn,
        taskRoleArn: role.arn,
        containerDefinitions: this.#containers(args, logs),
        volumes: [{ name: 'tmp' }],
        // keep earlier revisions for rollbacks
        skipDestroy: true,
      },
      { parent: this },
    );
    this.taskDefinitionArn = task.arn;
    this.family = name;
    this.executionRoleArn = execution.arn;
    this.taskRoleArn = role.arn;
    this.logGroupName = logs.name;
    this.logGroupArn = logs.arn;
    this.registerOutputs();
  }

  /** The role that Fargate uses before the program runs: to fetch the image and the secrets, and to create the log stream. */
  #executionRole(name: string, args: TaskArgs, logs: aws.cloudwatch.LogGroup): aws.iam.Role {
    const secrets = [args.container, ...(args.sidecars ?? [])]
      .flatMap(({ secrets: one }) => Object.values(one))
      .map(secretOf);
    return serviceRole(
      `${name}-execution`,
      {
        description: `Starts ${name}`,
        service: 'ecs-tasks.amazonaws.com',
        statements: [
          { Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
          {
            Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            Resource: [args.registryArn],
          },
          {
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: [pulumi.interpolate`${logs.arn}:*`],
          },
          ...this.#secretPermissions(secrets, args.keyArn),
        ],
      },
      this,
    );
  }

  #secretPermissions(secrets: pulumi.Output<string>[], keyArn: pulumi.Input<string>): Statement[] {
    if (secrets.length === 0) return [];
    const region = aws.getRegionOutput({}, { parent: this }).region;
    return [
      { Action: ['secretsmanager:GetSecretValue'], Resource: secrets },
      {
        Action: ['kms:Decrypt'],
        Resource: [keyArn],
        Condition: {
          StringEquals: { 'kms:ViaService': pulumi.interpolate`secretsmanager.${region}.amazonaws.com` },
        },
      },
    ];
  }

  #containers({ container, sidecars = [] }: TaskArgs, logs: aws.cloudwatch.LogGroup): pulumi.Output<string> {
    const region = aws.getRegionOutput({}, { parent: this }).region;
    const logConfiguration = (prefix: string) => ({
      logDriver: 'awslogs',
      options: { 'awslogs-group': logs.name, 'awslogs-region': region, 'awslogs-stream-prefix': prefix },
    });
    return pulumi.jsonStringify([
      {
        ...definitionOf(mainContainer, container),
        essential: true,
        readonlyRootFilesystem: true,
        // uploads are buffered there until they are complete
        mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp' }],
        logConfiguration: logConfiguration(mainContainer),
      },
      ...sidecars.map(sidecar => ({
        ...definitionOf(sidecar.name, sidecar),
        memory: sidecar.memory,
        // the end of a sidecar must not end the task
        essential: false,
        logConfiguration: logConfiguration(sidecar.name),
      })),
    ]);
  }
}

function definitionOf(name: string, container: Container) {
  const { image, user, command, port, environment, secrets, healthCheck } = container;
  return {
    name,
    image,
    user,
    command,
    portMappings: port === undefined ? undefined : [{ containerPort: port, protocol: 'tcp' }],
    environment: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
    secrets: Object.entries(secrets).map(([key, valueFrom]) => ({ name: key, valueFrom })),
    healthCheck: healthCheck === undefined ? undefined : healthCheckOf(healthCheck),
    // an init process reaps orphaned child processes
    linuxParameters: { initProcessEnabled: true },
    // seconds; the program takes up to 20 to finish the requests in progress
    stopTimeout: 30,
  };
}

function healthCheckOf(command: string) {
  return { command: ['CMD-SHELL', command], interval: 10, timeout: 3, retries: 3, startPeriod: 20 };
}

/** The ARN of a secret, without the JSON key: ECS uses the form `arn:key::`. */
function secretOf(reference: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(reference).apply(arn => arn.replace(/:[^:]*::$/, ''));
}
