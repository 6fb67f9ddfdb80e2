import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Egress } from './network';

/** Access of one security group to another on one port. */
export interface Access {
  from: pulumi.Input<string>;
  to: pulumi.Input<string>;
  port: number;
  /** source and target, for readers of the rules */
  description: string;
}

/** Allows the access with a rule on each side, by security group instead of by address. */
export function allow(
  name: string,
  { from, to, port, description }: Access,
  opts?: pulumi.CustomResourceOptions,
): void {
  const rule = { description, ipProtocol: 'tcp', fromPort: port, toPort: port };
  new aws.vpc.SecurityGroupIngressRule(
    name,
    { ...rule, securityGroupId: to, referencedSecurityGroupId: from },
    opts,
  );
  new aws.vpc.SecurityGroupEgressRule(
    name,
    { ...rule, securityGroupId: from, referencedSecurityGroupId: to },
    opts,
  );
}

/** Allows outbound HTTPS: to the internet, or only to the VPC endpoints and to S3. */
export function allowHttpsOut(
  name: string,
  from: pulumi.Input<string>,
  egress: Egress,
  opts?: pulumi.CustomResourceOptions,
): void {
  const https = { securityGroupId: from, ipProtocol: 'tcp', fromPort: 443, toPort: 443 };
  if (egress.kind === 'internet') {
    new aws.vpc.SecurityGroupEgressRule(
      name,
      { ...https, description: 'Out over HTTPS', cidrIpv4: '0.0.0.0/0' },
      opts,
    );
    return;
  }
  allow(name, { from, to: egress.securityGroupId, port: 443, description: 'To the endpoints of AWS' }, opts);
  new aws.vpc.SecurityGroupEgressRule(
    `${name}-s3`,
    { ...https, description: 'To S3 through its gateway', prefixListId: egress.s3PrefixListId },
    opts,
  );
}
