import { type Requirement, requirementRule } from './requirements.ts';

/** The events that each kind of source has to report. */
const required: Record<string, readonly string[]> = {
  'db-instance': ['maintenance', 'configuration change', 'failure'],
  'db-cluster': ['maintenance', 'failure'],
  'db-parameter-group': ['configuration change'],
  'db-security-group': ['configuration change', 'failure'],
};

const subscription = ['aws:rds/eventSubscription:EventSubscription'];

/** A subscription without a list of categories reports all of them. */
export const databaseEventsReported = requirementRule({
  id: 'database-events-reported',
  title: 'Subscriptions to events of RDS report failures, maintenance and changes.',
  why: 'The team learns of an outage, or of a changed parameter, from its users.',
  fix: `Remove the list of categories, or add the missing ones:
  sourceType: 'db-instance', eventCategories: ['failure', 'maintenance', 'configuration change']`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html',
  controls: ['RDS.19', 'RDS.20', 'RDS.21', 'RDS.22'],
  requires: [
    {
      types: subscription,
      path: 'enabled',
      is: true,
      leftOut: 'passes',
      fails: 'The subscription is turned off.',
      passes: 'It is turned on.',
      remediation: 'in-place',
    },
    ...Object.entries(required).flatMap(([source, categories]) =>
      categories.map((category): Requirement => ({
        types: subscription,
        path: 'eventCategories',
        includes: category,
        leftOut: 'passes',
        when: [{ path: 'sourceType', is: source }],
        fails: `It does not report the category '${category}'.`,
        passes: `It reports the category '${category}'.`,
      })),
    ),
  ],
  examples: {
    passing: [
      `new aws.rds.EventSubscription('orders', { snsTopic: 'arn', sourceType: 'db-instance' });`,
      `new aws.rds.EventSubscription('orders', { snsTopic: 'arn', sourceType: 'db-cluster', eventCategories: ['failure', 'maintenance'] });`,
    ],
    failing: [
      `new aws.rds.EventSubscription('orders', { snsTopic: 'arn', sourceType: 'db-instance', eventCategories: ['failure'] });`,
      `new aws.rds.EventSubscription('orders', { snsTopic: 'arn', sourceType: 'db-instance', enabled: false });`,
    ],
  },
});
