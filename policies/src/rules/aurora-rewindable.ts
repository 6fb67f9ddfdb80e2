import { requirementRule } from './requirements.ts';

/** Members of a global database, and Aurora Serverless of the first version, cannot be rewound. */
export const auroraRewindable = requirementRule({
  id: 'aurora-rewindable',
  title: 'Clusters of Aurora MySQL can be rewound.',
  why: 'After a wrong statement, the data is back within minutes; a restore from a backup takes hours and makes a new cluster.',
  fix: `Set it when the cluster is created or restored, in seconds:
  backtrackWindow: 86400`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html',
  controls: ['RDS.14'],
  requires: [
    {
      types: ['aws:rds/cluster:Cluster'],
      path: 'backtrackWindow',
      atLeast: 1,
      leftOut: 'fails',
      onlyIn: 'production',
      when: [
        { path: 'engine', is: 'aurora-mysql' },
        { path: 'engineMode', noneOf: ['serverless', 'global'], leftOut: 'met' },
        { path: 'globalClusterIdentifier', set: false, leftOut: 'met' },
        { path: 'replicationSourceIdentifier', set: false, leftOut: 'met' },
      ],
      fails: 'It cannot be rewound.',
      passes: 'It can be rewound.',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Cluster('orders', { engine: 'aurora-mysql', backtrackWindow: 86400 });`,
      `new aws.rds.Cluster('orders', { engine: 'aurora-postgresql' });`,
    ],
    failing: [`new aws.rds.Cluster('orders', { engine: 'aurora-mysql' });`],
  },
});
