import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** One security group that may reach another on one port. */
export interface Access {
  from: pulumi.Input<string>;
  to: pulumi.Input<string>;
  port: number;
  /** who reaches whom, for people who read the rules */
  description: string;
}

/** Opens the way on both of its ends, by groups and not by addresses. */
export function allow(name: string, { from, to, port, description }: Access): void {
  const rule = { description, ipProtocol: 'tcp', fromPort: port, toPort: port };
  new aws.vpc.SecurityGroupIngressRule(name, { ...rule, securityGroupId: to, referencedSecurityGroupId: from });
  new aws.vpc.SecurityGroupEgressRule(name, { ...rule, securityGroupId: from, referencedSecurityGroupId: to });
}

/** Lets a group call out over HTTPS: to the registry, Secrets Manager, S3 and the log service. */
export function allowHttpsOut(name: string, from: pulumi.Input<string>): void {
  new aws.vpc.SecurityGroupEgressRule(name, {
    securityGroupId: from,
    description: 'Out over HTTPS',
    cidrIpv4: '0.0.0.0/0',
    ipProtocol: 'tcp',
    fromPort: 443,
    toPort: 443,
  });
}
