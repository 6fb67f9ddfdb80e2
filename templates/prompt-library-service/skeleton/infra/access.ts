import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { WayOut } from './network';

/** One security group that may reach another on one port. */
export interface Access {
  from: pulumi.Input<string>;
  to: pulumi.Input<string>;
  port: number;
  /** who reaches whom, for people who read the rules */
  description: string;
}

/** Opens the way on both of its ends, by groups and not by addresses. */
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

/** Lets a group call out over HTTPS: to the internet, or to the endpoints and to S3 alone. */
export function allowHttpsOut(
  name: string,
  from: pulumi.Input<string>,
  wayOut: WayOut,
  opts?: pulumi.CustomResourceOptions,
): void {
  const https = { securityGroupId: from, ipProtocol: 'tcp', fromPort: 443, toPort: 443 };
  if (wayOut.kind === 'internet') {
    new aws.vpc.SecurityGroupEgressRule(
      name,
      { ...https, description: 'Out over HTTPS', cidrIpv4: '0.0.0.0/0' },
      opts,
    );
    return;
  }
  allow(name, { from, to: wayOut.securityGroupId, port: 443, description: 'To the endpoints of AWS' }, opts);
  new aws.vpc.SecurityGroupEgressRule(
    `${name}-s3`,
    { ...https, description: 'To S3 through its gateway', prefixListId: wayOut.s3PrefixListId },
    opts,
  );
}
