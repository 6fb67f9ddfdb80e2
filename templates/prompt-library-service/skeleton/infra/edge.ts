import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** What {@link Edge} needs. */
export interface EdgeArgs {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<string>[];
  /** the service's port, to which requests go */
  port: number;
  certificateArn: string | undefined;
}

/** The load balancer: the only thing that the internet reaches. With a certificate, HTTP leads to HTTPS. */
export class Edge extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** has to be there before a service can join the target group */
  readonly listener: aws.lb.Listener;

  constructor(name: string, args: EdgeArgs, options?: pulumi.ComponentResourceOptions) {
    super('service:edge:Edge', name, {}, options);
    const child = { parent: this };
    // AWS allows these two 32 characters, and Pulumi adds 8 of its own: there is no room for the stage
    const shortName = pulumi.getProject();
    const ports = args.certificateArn ? [80, 443] : [80];

    const securityGroup = new aws.ec2.SecurityGroup(
      `${name}-edge`,
      { vpcId: args.vpcId, description: 'The load balancer: reached from the internet' },
      child,
    );
    for (const port of ports) {
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-edge-${port}`,
        {
          securityGroupId: securityGroup.id,
          description: `The internet on port ${port}`,
          cidrIpv4: '0.0.0.0/0',
          ipProtocol: 'tcp',
          fromPort: port,
          toPort: port,
        },
        child,
      );
    }
    const balancer = new aws.lb.LoadBalancer(
      shortName,
      {
        loadBalancerType: 'application',
        subnets: args.subnetIds,
        securityGroups: [securityGroup.id],
        dropInvalidHeaderFields: true,
      },
      child,
    );
    const targets = new aws.lb.TargetGroup(
      shortName,
      {
        vpcId: args.vpcId,
        port: args.port,
        protocol: 'HTTP',
        targetType: 'ip',
        deregistrationDelay: 30,
        healthCheck: { path: '/health/ready', interval: 15, healthyThreshold: 2 },
      },
      child,
    );
    const forward = [{ type: 'forward', targetGroupArn: targets.arn }];
    const redirect = [
      { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } },
    ];
    const plain = new aws.lb.Listener(
      `${name}-http`,
      {
        loadBalancerArn: balancer.arn,
        port: 80,
        protocol: 'HTTP',
        defaultActions: args.certificateArn ? redirect : forward,
      },
      child,
    );
    this.listener = args.certificateArn
      ? new aws.lb.Listener(
          `${name}-https`,
          {
            loadBalancerArn: balancer.arn,
            port: 443,
            protocol: 'HTTPS',
            sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
            certificateArn: args.certificateArn,
            defaultActions: forward,
          },
          child,
        )
      : plain;

    this.url = pulumi.interpolate`${args.certificateArn ? 'https' : 'http'}://${balancer.dnsName}`;
    this.targetGroupArn = targets.arn;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs();
  }
}
