import { requirementRule } from './requirements.ts';

export const vpnLogged = requirementRule({
  id: 'vpn-logged',
  title: 'Both tunnels of a VPN connection write a log.',
  why: 'Without the log, the reason why a tunnel is down is not known.',
  fix: `Log each tunnel:
  tunnel1LogOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn: group.arn } },
  tunnel2LogOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn: group.arn } }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html',
  controls: ['EC2.171'],
  requires: [
    {
      types: ['aws:ec2/vpnConnection:VpnConnection'],
      path: 'tunnel1LogOptions.cloudwatchLogOptions.logEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'Tunnel 1 has no log.',
      passes: 'Tunnel 1 has a log.',
    },
    {
      types: ['aws:ec2/vpnConnection:VpnConnection'],
      path: 'tunnel2LogOptions.cloudwatchLogOptions.logEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'Tunnel 2 has no log.',
      passes: 'Tunnel 2 has a log.',
    },
  ],
  examples: {
    passing: [
      `new aws.ec2.VpnConnection('office', { customerGatewayId: 'cgw-1', type: 'ipsec.1', tunnel1LogOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn: 'arn' } }, tunnel2LogOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn: 'arn' } } });`,
    ],
    failing: [
      `new aws.ec2.VpnConnection('office', { customerGatewayId: 'cgw-1', type: 'ipsec.1', tunnel1LogOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn: 'arn' } } });`,
    ],
  },
});
