import { beanstalkRule } from './beanstalkSetting.ts';

export const beanstalkUpdated = beanstalkRule(
  {
    id: 'beanstalk-updated',
    title: 'Environments of Elastic Beanstalk update their platform automatically.',
    why: 'Known vulnerabilities of the platform stay open until a person upgrades it.',
    fix: `Turn on managed updates, and choose their time and level:
  { namespace: 'aws:elasticbeanstalk:managedactions', name: 'ManagedActionsEnabled', value: 'true' }`,
    severity: 'warning',
    reference:
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html',
    controls: ['ElasticBeanstalk.2'],
  },
  {
    namespace: 'aws:elasticbeanstalk:managedactions',
    name: 'ManagedActionsEnabled',
    value: 'true',
    fails: 'Its platform is not updated automatically.',
    passes: 'Its platform is updated automatically.',
  },
);
