import { requirementRule } from './requirements.ts';

export const fileCopyLogged = requirementRule({
  id: 'file-copy-logged',
  title: 'Tasks of DataSync write a log.',
  why: 'Without the log, the files that were not copied are not known.',
  fix: `Write the log to a group:
  cloudwatchLogGroupArn: group.arn, options: { logLevel: 'BASIC' }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/datasync/latest/userguide/configure-logging.html',
  controls: ['DataSync.1'],
  requires: [
    {
      types: ['aws:datasync/task:Task'],
      path: 'cloudwatchLogGroupArn',
      set: true,
      leftOut: 'fails',
      fails: 'It has no log.',
      passes: 'It has a log.',
    },
  ],
  examples: {
    passing: [
      `new aws.datasync.Task('files', { sourceLocationArn: 'arn', destinationLocationArn: 'arn', cloudwatchLogGroupArn: 'arn' });`,
    ],
    failing: [`new aws.datasync.Task('files', { sourceLocationArn: 'arn', destinationLocationArn: 'arn' });`],
  },
});
