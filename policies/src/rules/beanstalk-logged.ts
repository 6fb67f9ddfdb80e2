import { beanstalkRule } from './beanstalkSetting.ts';

export const beanstalkLogged = beanstalkRule(
  {
    id: 'beanstalk-logged',
    title: 'Environments of Elastic Beanstalk send their logs to CloudWatch.',
    why: 'The logs on an instance are lost when it is replaced, which an attacker can cause.',
    fix: `Stream the logs:
  { namespace: 'aws:elasticbeanstalk:cloudwatch:logs', name: 'StreamLogs', value: 'true' }`,
    severity: 'warning',
    reference: 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html',
    controls: ['ElasticBeanstalk.3'],
  },
  {
    namespace: 'aws:elasticbeanstalk:cloudwatch:logs',
    name: 'StreamLogs',
    value: 'true',
    fails: 'Its logs stay on its instances.',
    passes: 'Its logs go to CloudWatch.',
  },
);
