import { opens, type Permission, type ResourceGraph } from '@goldpath/program';
import { openPortFindings, opensToInternet, type PermissionProblem } from '../openPorts.ts';
import type { PolicyRule } from './rule.ts';

/** The ports of remote control: SSH and Remote Desktop. */
const ports = [22, 3389];

/** Other ports that are open to the internet are reported by `ports-closed`. */
export const sshClosed: PolicyRule = {
  id: 'ssh-closed',
  title: 'SSH and Remote Desktop are not open to the internet.',
  why: 'Open ports of remote control are found within minutes, and passwords and known vulnerabilities are tried on them.',
  fix: `Connect with Session Manager, which needs no open port, or name the addresses that may connect:
  ingress: [{ protocol: 'tcp', fromPort: 22, toPort: 22, cidrBlocks: ['203.0.113.0/24'] }]`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html',
  controls: ['EC2.13', 'EC2.14'],
  check: (graph: ResourceGraph) =>
    openPortFindings(graph, permissionProblem, 'It opens no port of remote control to the internet.'),
  examples: {
    passing: [
      `new aws.ec2.SecurityGroup('web', { ingress: [{ protocol: 'tcp', fromPort: 22, toPort: 22, cidrBlocks: ['203.0.113.0/24'] }] });`,
      `new aws.ec2.SecurityGroup('web', { ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlocks: ['0.0.0.0/0'] }] });`,
    ],
    failing: [
      `new aws.ec2.SecurityGroup('web', { ingress: [{ protocol: 'tcp', fromPort: 22, toPort: 22, cidrBlocks: ['0.0.0.0/0'] }] });`,
      `const web = new aws.ec2.SecurityGroup('web');
new aws.vpc.SecurityGroupIngressRule('all', { securityGroupId: web.id, ipProtocol: '-1', cidrIpv6: '::/0' });`,
    ],
    unverifiable: [
      `const port = new pulumi.StackReference('other').getOutput('port') as pulumi.Output<number>;
new aws.ec2.SecurityGroup('web', { ingress: [{ protocol: 'tcp', fromPort: port, toPort: port, cidrBlocks: ['0.0.0.0/0'] }] });`,
    ],
  },
};

function permissionProblem(permission: Permission): PermissionProblem | undefined {
  const isOpen = opensToInternet(permission);
  if (isOpen === 'no') return undefined;
  const answers = ports.map(port => opens(permission.ports, port, ['tcp']));
  if (answers.includes('yes')) return { verdict: isOpen === 'yes' ? 'fail' : 'unverifiable', reason: '' };
  if (!answers.includes('maybe')) return undefined;
  return { verdict: 'unverifiable', reason: ', and which port that is is known only when it is deployed' };
}
