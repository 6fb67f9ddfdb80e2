import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { serviceRole, type Statement } from './policy';

/** What runs in a container. */
export interface Container {
  /** full reference of the image, by its digest */
  image: pulumi.Input<string>;
  /** in place of the image's own command */
  command?: string[];
  /** TCP port that it listens on */
  port?: number;
  environment: Record<string, pulumi.Input<string>>;
  /** by environment variable: ARN of the secret in Secrets Manager, or `arn:key::` for a key of its JSON */
  secrets: Record<string, pulumi.Input<string>>;
  /** shell command that succeeds while the container is well */
  healthCheck?: string;
}

/** Another container beside the one that does the work. */
export interface Sidecar extends Container {
  name: string;
  /** MiB at most: who takes more is ended, and not who does the work */
  memory: number;
}

/** What {@link Task} needs. */
export interface TaskArgs {
  /** CPU in units of 1/1024, memory in MiB */
  size: { cpu: number; memory: number };
  container: Container;
  sidecars?: Sidecar[];
  /** the repository of the image */
  registryArn: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
  /** what the program in the container may do on AWS; nothing by default */
  allowed?: Statement[];
}

/** The name of the container that does the work. */
export const mainContainer = 'main';

/** A container as Fargate starts it: with a role to start it, a role for its program, and a log. */
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
        description: `What the program of ${name} may do`,
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
        // what the pipeline's machines build for
        runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
        executionRoleArn: execution.arn,
        taskRoleArn: role.arn,
        containerDefinitions: this.#containers(args, logs),
        volumes: [{ name: 'tmp' }],
        // an earlier revision stays, so that a rollback finds it
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

  /** What Fargate itself does before the program runs: it fetches the image and the secrets, and opens the log. */
  #executionRole(name: string, args: TaskArgs, logs: aws.cloudwatch.LogGroup): aws.iam.Role {
    const region = aws.getRegionOutput({}, { parent: this }).region;
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
          ...(secrets.length > 0
            ? [
                { Action: ['secretsmanager:GetSecretValue'], Resource: secrets },
                {
                  Action: ['kms:Decrypt'],
                  Resource: [args.keyArn],
                  Condition: {
                    StringEquals: {
                      'kms:ViaService': pulumi.interpolate`secretsmanager.${region}.amazonaws.com`,
                    },
                  },
                },
              ]
            : []),
        ],
      },
      this,
    );
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
        // uploads are put down there until they are whole
        mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp' }],
        logConfiguration: logConfiguration(mainContainer),
      },
      ...sidecars.map(sidecar => ({
        ...definitionOf(sidecar.name, sidecar),
        memory: sidecar.memory,
        // what watches the work must not end it
        essential: false,
        logConfiguration: logConfiguration(sidecar.name),
      })),
    ]);
  }
}

function definitionOf(name: string, { image, command, port, environment, secrets, healthCheck }: Container) {
  return {
    name,
    image,
    ...(command && { command }),
    ...(port !== undefined && { portMappings: [{ containerPort: port, protocol: 'tcp' }] }),
    environment: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
    secrets: Object.entries(secrets).map(([key, valueFrom]) => ({ name: key, valueFrom })),
    ...(healthCheck && {
      healthCheck: {
        command: ['CMD-SHELL', healthCheck],
        interval: 10,
        timeout: 3,
        retries: 3,
        startPeriod: 20,
      },
    }),
    // orphans of a shell are reaped
    linuxParameters: { initProcessEnabled: true },
    // seconds; the program takes 20 to finish what is under way
    stopTimeout: 30,
  };
}

/** The ARN of a secret, without the key of its JSON: ECS writes `arn:key::`. */
function secretOf(reference: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(reference).apply(text => text.replace(/:[^:]*::$/, ''));
}
