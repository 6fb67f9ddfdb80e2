import { requirementRule } from './requirements.ts';

/** Jobs in a Python shell have versions of their own. */
export const jobVersionSupported = requirementRule({
  id: 'job-version-supported',
  title: 'Spark jobs of Glue run on a supported version.',
  why: 'Old versions get no security updates.',
  fix: `Use a newer version:
  glueVersion: '5.0'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/glue/latest/dg/release-notes.html',
  controls: ['Glue.4'],
  requires: [
    {
      types: ['aws:glue/job:Job'],
      path: 'glueVersion',
      noneOf: ['0.9', '1.0', '2.0'],
      leftOut: 'passes',
      when: [{ path: 'command.name', noneOf: ['pythonshell'], leftOut: 'met' }],
      fails: 'Its version is not supported.',
      passes: 'Its version is supported.',
    },
  ],
  examples: {
    passing: [
      `new aws.glue.Job('sales', { roleArn: 'arn', glueVersion: '5.0', command: { scriptLocation: 's3://scripts/sales.py' } });`,
      `new aws.glue.Job('sales', { roleArn: 'arn', glueVersion: '1.0', command: { name: 'pythonshell', scriptLocation: 's3://scripts/sales.py' } });`,
    ],
    failing: [
      `new aws.glue.Job('sales', { roleArn: 'arn', glueVersion: '2.0', command: { scriptLocation: 's3://scripts/sales.py' } });`,
    ],
  },
});
