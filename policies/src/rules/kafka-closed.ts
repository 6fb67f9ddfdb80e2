import { requirementRule } from './requirements.ts';

export const kafkaClosed = requirementRule({
  id: 'kafka-closed',
  title: 'Clusters of MSK require a login and are not public.',
  why: 'Anyone who reaches a broker without a login reads and writes every topic.',
  fix: `Turn off access without a login, and leave out the public access:
  clientAuthentication: { sasl: { iam: true }, unauthenticated: false }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/msk/latest/developerguide/kafka_apis_iam.html',
  controls: ['MSK.4', 'MSK.6'],
  requires: [
    {
      types: ['aws:msk/cluster:Cluster'],
      path: 'clientAuthentication?.unauthenticated',
      is: false,
      leftOut: 'passes',
      fails: 'Clients need no login.',
      passes: 'Clients need a login.',
    },
    {
      types: ['aws:msk/cluster:Cluster'],
      path: 'brokerNodeGroupInfo.connectivityInfo?.publicAccess?.type',
      noneOf: ['SERVICE_PROVIDED_EIPS'],
      leftOut: 'passes',
      fails: 'The brokers are public.',
      passes: 'The brokers are not public.',
    },
  ],
  examples: {
    passing: [
      `new aws.msk.Cluster('events', { kafkaVersion: '3.8.x', numberOfBrokerNodes: 2, brokerNodeGroupInfo: { clientSubnets: ['subnet-1', 'subnet-2'], instanceType: 'kafka.m7g.large', securityGroups: ['sg-1'] }, clientAuthentication: { sasl: { iam: true } } });`,
    ],
    failing: [
      `new aws.msk.Cluster('events', { kafkaVersion: '3.8.x', numberOfBrokerNodes: 2, brokerNodeGroupInfo: { clientSubnets: ['subnet-1', 'subnet-2'], instanceType: 'kafka.m7g.large', securityGroups: ['sg-1'] }, clientAuthentication: { unauthenticated: true } });`,
      `new aws.msk.Cluster('events', { kafkaVersion: '3.8.x', numberOfBrokerNodes: 2, brokerNodeGroupInfo: { clientSubnets: ['subnet-1', 'subnet-2'], instanceType: 'kafka.m7g.large', securityGroups: ['sg-1'], connectivityInfo: { publicAccess: { type: 'SERVICE_PROVIDED_EIPS' } } } });`,
    ],
  },
});
