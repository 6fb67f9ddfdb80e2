import { requirementRule } from './requirements.ts';

export const connectorLogged = requirementRule({
  id: 'connector-logged',
  title: 'Connectors of MSK and of Transfer Family write a log.',
  why: 'Without the log, the records or files that did not arrive are not known.',
  fix: `Log to a group, or for Transfer Family with a role:
  logDelivery: { workerLogDelivery: { cloudwatchLogs: { enabled: true, logGroup: group.name } } }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect-logging.html',
  controls: ['MSK.5', 'Transfer.3'],
  requires: [
    {
      types: ['aws:mskconnect/connector:Connector'],
      path: 'logDelivery.workerLogDelivery',
      set: true,
      leftOut: 'fails',
      fails: 'It has no log.',
      passes: 'It has a log.',
    },
    {
      types: ['aws:transfer/connector:Connector'],
      path: 'loggingRole',
      set: true,
      leftOut: 'fails',
      fails: 'It has no log.',
      passes: 'It has a log.',
    },
  ],
  examples: {
    passing: [
      `new aws.mskconnect.Connector('orders', { kafkaconnectVersion: '3.7.x', connectorConfiguration: {}, serviceExecutionRoleArn: 'arn', plugins: [], capacity: { provisionedCapacity: { mcuCount: 1, workerCount: 1 } }, kafkaCluster: { apacheKafkaCluster: { bootstrapServers: 'kafka:9098', vpc: { subnets: [], securityGroups: [] } } }, kafkaClusterClientAuthentication: { authenticationType: 'IAM' }, kafkaClusterEncryptionInTransit: { encryptionType: 'TLS' }, logDelivery: { workerLogDelivery: { cloudwatchLogs: { enabled: true, logGroup: 'connect' } } } });`,
      `new aws.transfer.Connector('bank', { accessRole: 'arn', url: 'sftp://bank.example', loggingRole: 'arn' });`,
    ],
    failing: [
      `new aws.mskconnect.Connector('orders', { kafkaconnectVersion: '3.7.x', connectorConfiguration: {}, serviceExecutionRoleArn: 'arn', plugins: [], capacity: { provisionedCapacity: { mcuCount: 1, workerCount: 1 } }, kafkaCluster: { apacheKafkaCluster: { bootstrapServers: 'kafka:9098', vpc: { subnets: [], securityGroups: [] } } }, kafkaClusterClientAuthentication: { authenticationType: 'IAM' }, kafkaClusterEncryptionInTransit: { encryptionType: 'TLS' } });`,
      `new aws.transfer.Connector('bank', { accessRole: 'arn', url: 'sftp://bank.example' });`,
    ],
  },
});
