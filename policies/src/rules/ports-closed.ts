import type { Permission, ResourceGraph } from '@goldpath/program';
import { openPortFindings, opensToInternet, type PermissionProblem } from '../openPorts.ts';
import type { PolicyRule } from './rule.ts';

/** HTTP and HTTPS. */
const permitted = [80, 443];

/** Remote control is reported by `ssh-closed`. */
export const portsClosed: PolicyRule = {
  id: 'ports-closed',
  title: 'Only HTTP and HTTPS are open to the internet.',
  why: 'A service that listens on another port was often made for a private network, without authentication or encryption.',
  fix: 'Let in the addresses or the security group that need the port, and serve the public through a load balancer on port 443.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18',
  controls: ['EC2.18', 'EC2.19'],
  check: (graph: ResourceGraph) =>
    openPortFindings(
      graph,
      permissionProblem,
      'It opens no port to the internet, except those of HTTP and HTTPS.',
    ),
  examples: {
    passing: [
      `new aws.ec2.SecurityGroup('web', { ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlocks: ['0.0.0.0/0'] }] });`,
      `new aws.ec2.SecurityGroup('web', { ingress: [{ protocol: 'icmp', fromPort: 8, toPort: 0, cidrBlocks: ['0.0.0.0/0'] }] });`,
    ],
    failing: [
      `new aws.ec2.SecurityGroup('web', { ingress: [{ protocol: 'tcp', fromPort: 9200, toPort: 9300, cidrBlocks: ['0.0.0.0/0'] }] });`,
      `new aws.ec2.SecurityGroup('web', { ingress: [{ protocol: '-1', fromPort: 0, toPort: 0, ipv6CidrBlocks: ['::/0'] }] });`,
    ],
  },
};

function permissionProblem(permission: Permission): PermissionProblem | undefined {
  const { ports } = permission;
  const isOpen = opensToInternet(permission);
  if (isOpen === 'no' || ports.kind === 'none') return undefined;
  if (ports.kind === 'unknown')
    return {
      verdict: 'unverifiable',
      reason: ', and which ports those are is known only when it is deployed',
    };
  if (ports.kind === 'range' && ports.from === ports.to && permitted.includes(ports.from)) return undefined;
  if (ports.kind === 'range' && ports.from === ports.to && [22, 3389].includes(ports.from)) return undefined;
  return { verdict: isOpen === 'yes' ? 'fail' : 'unverifiable', reason: '' };
}
