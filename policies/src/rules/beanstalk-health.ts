import { beanstalkRule } from './beanstalkSetting.ts';

export const beanstalkHealth = beanstalkRule(
  {
    id: 'beanstalk-health',
    title: 'Environments of Elastic Beanstalk report their health in detail.',
    why: 'The basic report shows only whether instances run, not whether they answer.',
    fix: `Choose the enhanced report:
  { namespace: 'aws:elasticbeanstalk:healthreporting:system', name: 'SystemType', value: 'enhanced' }`,
    severity: 'warning',
    reference: 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html',
    controls: ['ElasticBeanstalk.1'],
  },
  {
    namespace: 'aws:elasticbeanstalk:healthreporting:system',
    name: 'SystemType',
    value: 'enhanced',
    fails: 'It reports only whether its instances run.',
    passes: 'It reports its health in detail.',
  },
);
