import { requirementRule } from './requirements.ts';

export const connectorTls = requirementRule({
  id: 'connector-tls',
  title: 'Connectors of MSK use TLS.',
  why: 'Every record goes through the connector, and can be read in the network.',
  fix: `Use TLS:
  kafkaClusterEncryptionInTransit: { encryptionType: 'TLS' }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect-connectors.html',
  controls: ['MSK.3'],
  requires: [
    {
      types: ['aws:mskconnect/connector:Connector'],
      path: 'kafkaClusterEncryptionInTransit.encryptionType',
      is: 'TLS',
      leftOut: 'fails',
      fails: 'Its connections are not encrypted.',
      passes: 'Its connections are encrypted.',
    },
  ],
  examples: {
    passing: [
      `new aws.mskconnect.Connector('orders', { kafkaconnectVersion: '3.7.x', connectorConfiguration: {}, serviceExecutionRoleArn: 'arn', plugins: [], capacity: { provisionedCapacity: { mcuCount: 1, workerCount: 1 } }, kafkaCluster: { apacheKafkaCluster: { bootstrapServers: 'kafka:9098', vpc: { subnets: [], securityGroups: [] } } }, kafkaClusterClientAuthentication: { authenticationType: 'IAM' }, kafkaClusterEncryptionInTransit: { encryptionType: 'TLS' }, logDelivery: { workerLogDelivery: { cloudwatchLogs: { enabled: true, logGroup: 'connect' } } } });`,
    ],
    failing: [
      `new aws.mskconnect.Connector('orders', { kafkaconnectVersion: '3.7.x', connectorConfiguration: {}, serviceExecutionRoleArn: 'arn', plugins: [], capacity: { provisionedCapacity: { mcuCount: 1, workerCount: 1 } }, kafkaCluster: { apacheKafkaCluster: { bootstrapServers: 'kafka:9098', vpc: { subnets: [], securityGroups: [] } } }, kafkaClusterClientAuthentication: { authenticationType: 'IAM' }, kafkaClusterEncryptionInTransit: { encryptionType: 'PLAINTEXT' }, logDelivery: { workerLogDelivery: { cloudwatchLogs: { enabled: true, logGroup: 'connect' } } } });`,
    ],
  },
});
