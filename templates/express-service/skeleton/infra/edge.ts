import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { AccessLogs } from './access-logs';
import { Certificate } from './certificate';
import { baseFor } from './names';
import { Waf } from './waf';

/** The arguments of {@link Edge}. */
export interface EdgeArgs {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<string>[];
  /** the port of the service, to which requests are forwarded */
  port: number;
  /** the path that answers 200 while a task responds; without the database, so that its fail-over ends no task */
  healthPath: string;
  /** without one, the service answers over plain HTTP at the load balancer's own name */
  domain: string | undefined;
  /** the domain's certificate; without one, a certificate is created, which needs `hostedZoneId` */
  certificateArn: string | undefined;
  /** the domain's Route 53 zone, in which its record is created; without one, create the record yourself */
  hostedZoneId: string | undefined;
  /** whether requests may cross the internet unencrypted */
  plainHttpAccepted?: boolean;
  waf: boolean;
  protected: boolean;
  /** whether there is a second target group for the next version */
  blueGreen: boolean;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
}

/** A target group, to which requests are forwarded. */
export interface TargetGroup {
  arn: pulumi.Output<string>;
  /** identifies it in CloudWatch */
  suffix: pulumi.Output<string>;
}

/**
 * Shows the policy load-balancer-https whether plain HTTP is accepted where data is protected, or refused: then a preview is
 * possible, but no deployment (conflicts.ts).
 */
function plainHttpTags(args: EdgeArgs): Record<string, string> | undefined {
  if (args.domain || !args.protected) return undefined;
  return { 'plain-http': args.plainHttpAccepted ? 'accepted' : 'refused' };
}

/** TLS 1.2 and 1.3 with forward secrecy, and post-quantum key exchange for clients that support it. */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

/** The load balancer: the only resource that is reachable from the internet. With a domain, HTTP redirects to HTTPS. */
export class Edge extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** identifies the load balancer in CloudWatch */
  readonly loadBalancerSuffix: pulumi.Output<string>;
  /** one, or two that blue-green deployments use in turn */
  readonly targetGroups: TargetGroup[];
  /** the rule whose weights a blue-green deployment changes */
  readonly productionRuleArn: pulumi.Output<string>;
  /** the bucket of the access logs */
  readonly logs: AccessLogs;
  /** forwards to the target groups: a service that joins them must depend on it */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:edge:Edge', name, {}, opts);
    const short = baseFor('aws:lb/loadBalancer:LoadBalancer', name);
    const securityGroup = this.#securityGroup(name, args);
    this.logs = new AccessLogs(
      name,
      { retentionDays: args.logRetentionDays, protected: args.protected },
      { parent: this },
    );
    const balancer = this.#balancer(short, securityGroup, args);
    const targetGroups = (args.blueGreen ? ['a', 'b'] : ['a']).map(letter =>
      this.#targetGroup(`${short}-${letter}`, args),
    );
    const rule = this.#productionRule(name, this.#listener(name, balancer, args), targetGroups, args);
    if (args.domain && args.hostedZoneId) this.#alias(name, balancer, args.domain, args.hostedZoneId);
    if (args.waf) new Waf(name, { ...args, loadBalancerArn: balancer.arn }, { parent: this });

    this.url = args.domain
      ? pulumi.output(`https://${args.domain}`)
      : pulumi.interpolate`http://${balancer.dnsName}`;
    this.securityGroupId = securityGroup.id;
    this.loadBalancerSuffix = balancer.arnSuffix;
    this.targetGroups = targetGroups.map(({ arn, arnSuffix }) => ({ arn, suffix: arnSuffix }));
    this.productionRuleArn = rule.arn;
    this.ready = [rule];
    this.registerOutputs();
  }

  /** Allows access from the internet. The rule for access to the service is created together with the service. */
  #securityGroup(name: string, { vpcId, domain }: EdgeArgs): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      `${name}-edge`,
      { vpcId, description: 'The load balancer: reached from the internet', tags: { Name: `${name}-edge` } },
      { parent: this },
    );
    for (const port of domain ? [80, 443] : [80]) {
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-edge-${port}`,
        {
          securityGroupId: group.id,
          description: `The internet on port ${port}`,
          cidrIpv4: '0.0.0.0/0',
          ipProtocol: 'tcp',
          fromPort: port,
          toPort: port,
        },
        { parent: this },
      );
    }
    return group;
  }

  #balancer(short: string, securityGroup: aws.ec2.SecurityGroup, args: EdgeArgs): aws.lb.LoadBalancer {
    return new aws.lb.LoadBalancer(
      short,
      {
        loadBalancerType: 'application',
        subnets: args.subnetIds,
        securityGroups: [securityGroup.id],
        enableDeletionProtection: args.protected,
        accessLogs: { bucket: this.logs.bucketName, enabled: true },
        // reject requests that two servers could parse differently (request smuggling)
        dropInvalidHeaderFields: true,
        desyncMitigationMode: 'defensive',
        // seconds; the service keeps connections open for 65, so it never closes one that is in use
        idleTimeout: 60,
      },
      { parent: this, dependsOn: [this.logs.ready] },
    );
  }

  #targetGroup(short: string, { vpcId, port, healthPath }: EdgeArgs): aws.lb.TargetGroup {
    return new aws.lb.TargetGroup(
      short,
      {
        vpcId,
        port,
        protocol: 'HTTP',
        targetType: 'ip',
        deregistrationDelay: 30,
        // imports take longer than searches, so the number of requests in progress counts
        loadBalancingAlgorithmType: 'least_outstanding_requests',
        healthCheck: {
          path: healthPath,
          matcher: '200',
          interval: 15,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
      },
      { parent: this },
    );
  }

  /** The listener that serves requests. It answers 404 to requests that no rule matches. */
  #listener(name: string, balancer: aws.lb.LoadBalancer, args: EdgeArgs): aws.lb.Listener {
    const notFound = {
      type: 'fixed-response',
      fixedResponse: { contentType: 'text/plain', messageBody: 'Not found', statusCode: '404' },
    };
    const toHttps = {
      type: 'redirect',
      redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' },
    };
    const http = new aws.lb.Listener(
      `${name}-http`,
      {
        loadBalancerArn: balancer.arn,
        port: 80,
        protocol: 'HTTP',
        defaultActions: [args.domain ? toHttps : notFound],
        tags: plainHttpTags(args),
      },
      { parent: this },
    );
    if (!args.domain) return http;
    return new aws.lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: 'HTTPS',
        sslPolicy: TLS_POLICY,
        certificateArn: this.#certificateArn(name, args.domain, args),
        defaultActions: [notFound],
      },
      { parent: this },
    );
  }

  #certificateArn(name: string, domain: string, args: EdgeArgs): pulumi.Input<string> {
    if (args.certificateArn) return args.certificateArn;
    if (!args.hostedZoneId) {
      throw new pulumi.RunError(
        `The certificate of ${domain} needs service:certificateArn or service:hostedZoneId.`,
      );
    }
    return new Certificate(name, { domain, hostedZoneId: args.hostedZoneId }, { parent: this }).arn;
  }

  /**
   * Forwards to the service. Amazon ECS changes the weights in a blue-green deployment, so Pulumi ignores them then.
   * After a change from blue-green to rolling, the first group receives all requests: deploy until it is in use first.
   */
  #productionRule(
    name: string,
    listener: aws.lb.Listener,
    [first, second]: aws.lb.TargetGroup[],
    { domain, blueGreen }: EdgeArgs,
  ): aws.lb.ListenerRule {
    const action: aws.types.input.lb.ListenerRuleAction = { type: 'forward' };
    if (second) {
      action.forward = {
        targetGroups: [
          { arn: first!.arn, weight: 100 },
          { arn: second.arn, weight: 0 },
        ],
      };
    } else {
      action.targetGroupArn = first!.arn;
    }
    return new aws.lb.ListenerRule(
      `${name}-production`,
      {
        listenerArn: listener.arn,
        priority: 1,
        // requests by IP address instead of by name come from scanners
        conditions: [domain ? { hostHeader: { values: [domain] } } : { pathPattern: { values: ['/*'] } }],
        actions: [action],
      },
      { parent: this, ignoreChanges: blueGreen ? ['actions'] : [] },
    );
  }

  #alias(name: string, balancer: aws.lb.LoadBalancer, domain: string, hostedZoneId: string): void {
    new aws.route53.Record(
      `${name}-edge`,
      {
        zoneId: hostedZoneId,
        name: domain,
        type: 'A',
        aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false }],
      },
      { parent: this },
    );
  }
}
