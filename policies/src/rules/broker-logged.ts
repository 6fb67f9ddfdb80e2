import { requirementRule } from './requirements.ts';

/** RabbitMQ has no audit log. */
export const brokerLogged = requirementRule({
  id: 'broker-logged',
  title: 'The audit log of ActiveMQ brokers goes to CloudWatch.',
  why: 'Without it, the log shows neither who changed users nor who read queues.',
  fix: `Turn on the log:
  logs: { audit: true, general: true }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amq-logging.html',
  controls: ['MQ.2'],
  requires: [
    {
      types: ['aws:mq/broker:Broker'],
      path: 'logs.audit',
      is: true,
      leftOut: 'fails',
      when: [{ path: 'engineType', matches: /^activemq$/i }],
      fails: 'The broker has no audit log.',
      passes: 'It has an audit log.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.mq.Broker('orders', { brokerName: 'orders', engineType: 'ActiveMQ', engineVersion: '5.18', hostInstanceType: 'mq.m5.large', users: [], logs: { audit: true } });`,
      `new aws.mq.Broker('orders', { brokerName: 'orders', engineType: 'RabbitMQ', engineVersion: '3.13', hostInstanceType: 'mq.m5.large', users: [] });`,
    ],
    failing: [
      `new aws.mq.Broker('orders', { brokerName: 'orders', engineType: 'ActiveMQ', engineVersion: '5.18', hostInstanceType: 'mq.m5.large', users: [], logs: { general: true } });`,
    ],
  },
});
