import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** The ports of SSH and RDP. */
const closed = [22, 3389];

/** The ranges of ports between the closed ones. */
function openPorts(): { fromPort: number; toPort: number }[] {
  const ends = [...closed, 65_536];
  return ends.map((end, index) => ({ fromPort: index === 0 ? 1 : closed[index - 1]! + 1, toPort: end - 1 }));
}

/**
 * The network ACL of every subnet. Security groups decide what is reachable; this one only closes SSH and RDP to the internet,
 * even where a security group allows it (EC2.21 of AWS Security Hub). UDP from the internet is not needed: the names and the time
 * of AWS do not pass it.
 *
 * A connection that a NAT gateway makes from the port 3389, one of 64,512, gets no answer.
 */
export function closeNetworkAcl(name: string, vpc: aws.ec2.Vpc, opts: pulumi.CustomResourceOptions): void {
  const all = { action: 'allow', protocol: '-1', fromPort: 0, toPort: 0 };
  const internet = { action: 'allow', cidrBlock: '0.0.0.0/0' };
  new aws.ec2.DefaultNetworkAcl(
    `${name}-subnets`,
    {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      ingress: [
        { ...all, ruleNo: 100, cidrBlock: vpc.cidrBlock },
        ...openPorts().map((ports, index) => ({
          ...internet,
          ...ports,
          protocol: 'tcp',
          ruleNo: 200 + 10 * index,
        })),
        // errors such as a packet that is too large
        { ...internet, ruleNo: 300, protocol: 'icmp', fromPort: 0, toPort: 0, icmpType: -1, icmpCode: -1 },
      ],
      egress: [{ ...all, ruleNo: 100, cidrBlock: '0.0.0.0/0' }],
    },
    // AWS adds every subnet of the VPC to it
    { ...opts, ignoreChanges: ['subnetIds'] },
  );
}
