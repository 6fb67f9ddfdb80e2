import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

interface ShopArgs {
  vpcId: pulumi.Input<string>;
  publicSubnetIds: pulumi.Input<string>[];
  privateSubnetIds: pulumi.Input<string>[];
  image: string;
}

/** A service behind a load balancer. */
export class Shop extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ShopArgs, opts?: pulumi.ComponentResourceOptions) {
    super('shop:index:Shop', name, {}, opts);
    const parent = { parent: this };
    const edge = new aws.ec2.SecurityGroup(
      `${name}-edge`,
      {
        vpcId: args.vpcId,
        ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlocks: ['0.0.0.0/0'] }],
        egress: [{ protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: ['0.0.0.0/0'] }],
      },
      parent,
    );
    const inner = new aws.ec2.SecurityGroup(
      `${name}-service`,
      {
        vpcId: args.vpcId,
        ingress: [{ protocol: 'tcp', fromPort: 8080, toPort: 8080, securityGroups: [edge.id] }],
        egress: [{ protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: ['0.0.0.0/0'] }],
      },
      parent,
    );
    const balancer = new aws.lb.LoadBalancer(
      name,
      {
        subnets: args.publicSubnetIds,
        securityGroups: [edge.id],
        dropInvalidHeaderFields: true,
        enableDeletionProtection: true,
        accessLogs: { bucket: 'logs', enabled: true },
      },
      parent,
    );
    const targets = new aws.lb.TargetGroup(
      name,
      { vpcId: args.vpcId, port: 8080, protocol: 'HTTP', targetType: 'ip' },
      parent,
    );
    const listener = new aws.lb.Listener(
      name,
      {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: 'HTTPS',
        sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
        certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b',
        defaultActions: [{ type: 'forward', targetGroupArn: targets.arn }],
      },
      parent,
    );
    const pictures = new aws.s3.Bucket(`${name}-pictures`, {}, parent);
    new aws.s3.BucketPublicAccessBlock(
      `${name}-pictures`,
      {
        bucket: pictures.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    const whole = [pictures.arn, pulumi.interpolate`${pictures.arn}/*`];
    const isPlain = { Bool: { 'aws:SecureTransport': 'false' } };
    const refusal = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: whole,
      Condition: isPlain,
    } as const;
    new aws.s3.BucketPolicy(
      `${name}-pictures`,
      { bucket: pictures.id, policy: { Version: '2012-10-17', Statement: [refusal] } },
      parent,
    );
    new aws.s3.BucketLogging(
      `${name}-pictures`,
      { bucket: pictures.id, targetBucket: 'logs', targetPrefix: 'pictures' },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-pictures`,
      {
        bucket: pictures.id,
        rules: [
          {
            id: 'end-uploads',
            status: 'Enabled',
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      parent,
    );
    const trust = aws.iam.assumeRolePolicyForPrincipal({ Service: 'ecs-tasks.amazonaws.com' });
    const role = new aws.iam.Role(`${name}-task`, { assumeRolePolicy: trust }, parent);
    new aws.iam.RolePolicy(
      `${name}-task`,
      {
        role: role.id,
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: ['s3:GetObject'], Resource: pulumi.interpolate`${pictures.arn}/*` },
          ],
        },
      },
      parent,
    );
    const task = new aws.ecs.TaskDefinition(
      name,
      {
        family: name,
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        taskRoleArn: role.arn,
        containerDefinitions: pulumi.jsonStringify([
          {
            name: 'shop',
            image: args.image,
            readonlyRootFilesystem: true,
            logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'shop' } },
            portMappings: [{ containerPort: 8080 }],
            environment: [{ name: 'BUCKET', value: pictures.bucket }],
          },
        ]),
      },
      parent,
    );
    new aws.ecs.Service(
      name,
      {
        cluster: new aws.ecs.Cluster(
          name,
          { settings: [{ name: 'containerInsights', value: 'enabled' }] },
          parent,
        ).arn,
        launchType: 'FARGATE',
        taskDefinition: task.arn,
        networkConfiguration: { subnets: args.privateSubnetIds, securityGroups: [inner.id] },
        loadBalancers: [{ targetGroupArn: targets.arn, containerName: 'shop', containerPort: 8080 }],
      },
      { parent: this, dependsOn: [listener] },
    );
    this.url = pulumi.interpolate`https://${balancer.dnsName}`;
    this.securityGroupId = inner.id;
    this.registerOutputs();
  }
}
