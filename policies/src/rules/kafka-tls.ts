import { requirementRule } from './requirements.ts';

export const kafkaTls = requirementRule({
  id: 'kafka-tls',
  title: 'Brokers of MSK talk to each other over TLS.',
  why: 'Messages can be read and changed in the network.',
  fix: 'Remove inCluster, or set it to true.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html',
  controls: ['MSK.1'],
  requires: [
    {
      types: ['aws:msk/cluster:Cluster'],
      path: 'encryptionInfo?.encryptionInTransit?.inCluster',
      is: true,
      leftOut: 'passes',
      fails: 'The brokers do not use TLS.',
      passes: 'The brokers use TLS.',
      remediation: 'replacement',
    },
  ],
  examples: {
    passing: [
      `new aws.msk.Cluster('events', { kafkaVersion: '3.8.x', numberOfBrokerNodes: 2, brokerNodeGroupInfo: { clientSubnets: ['subnet-1', 'subnet-2'], instanceType: 'kafka.m7g.large', securityGroups: ['sg-1'] }, encryptionInfo: { encryptionInTransit: { clientBroker: 'TLS' } } });`,
    ],
    failing: [
      `new aws.msk.Cluster('events', { kafkaVersion: '3.8.x', numberOfBrokerNodes: 2, brokerNodeGroupInfo: { clientSubnets: ['subnet-1', 'subnet-2'], instanceType: 'kafka.m7g.large', securityGroups: ['sg-1'] }, encryptionInfo: { encryptionInTransit: { inCluster: false } } });`,
    ],
  },
});
