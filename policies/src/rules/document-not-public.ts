import { requirementRule } from './requirements.ts';

export const documentNotPublic = requirementRule({
  id: 'document-not-public',
  title: 'Documents of Systems Manager are shared only with named accounts.',
  why: 'Everyone with an AWS account can read a public document, and the names and commands in it.',
  fix: `Name the accounts:
  permissions: { type: 'Share', accountIds: '123456789012' }`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html',
  controls: ['SSM.4'],
  requires: [
    {
      types: ['aws:ssm/document:Document'],
      path: 'permissions?.accountIds',
      noneOf: ['All', 'all'],
      leftOut: 'passes',
      fails: 'The document is public.',
      passes: 'It is shared with named accounts.',
    },
  ],
  examples: {
    passing: [
      `new aws.ssm.Document('restart', { documentType: 'Command', content: '{}' });`,
      `new aws.ssm.Document('restart', { documentType: 'Command', content: '{}', permissions: { type: 'Share', accountIds: '123456789012' } });`,
    ],
    failing: [
      `new aws.ssm.Document('restart', { documentType: 'Command', content: '{}', permissions: { type: 'Share', accountIds: 'All' } });`,
    ],
  },
});
