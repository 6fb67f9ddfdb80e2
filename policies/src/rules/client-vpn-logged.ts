import { requirementRule } from './requirements.ts';

export const clientVpnLogged = requirementRule({
  id: 'client-vpn-logged',
  title: 'Client VPN endpoints log connections.',
  why: 'After a stolen certificate, nothing shows who was connected.',
  fix: `Send the connections to a log group:
  connectionLogOptions: { enabled: true, cloudwatchLogGroup: group.name }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-with-connection-logs.html',
  controls: ['EC2.51'],
  requires: [
    {
      types: ['aws:ec2clientvpn/endpoint:Endpoint'],
      path: 'connectionLogOptions.enabled',
      is: true,
      leftOut: 'fails',
      fails: 'Connections are not logged.',
      passes: 'Connections are logged.',
    },
  ],
  examples: {
    passing: [
      `new aws.ec2clientvpn.Endpoint('office', { serverCertificateArn: 'arn', authenticationOptions: [], connectionLogOptions: { enabled: true } });`,
    ],
    failing: [
      `new aws.ec2clientvpn.Endpoint('office', { serverCertificateArn: 'arn', authenticationOptions: [], connectionLogOptions: { enabled: false } });`,
    ],
  },
});
