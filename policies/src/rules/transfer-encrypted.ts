import { requirementRule } from './requirements.ts';

export const transferEncrypted = requirementRule({
  id: 'transfer-encrypted',
  title: 'Servers of Transfer Family do not offer FTP.',
  why: 'Passwords and files can be read in the network.',
  fix: `Offer encrypted protocols only:
  protocols: ['SFTP']`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/transfer/latest/userguide/create-server-ftp.html',
  controls: ['Transfer.2'],
  requires: [
    {
      types: ['aws:transfer/server:Server'],
      path: 'protocols?.*',
      noneOf: ['FTP'],
      leftOut: 'passes',
      fails: 'The server offers FTP.',
      passes: 'It offers encrypted protocols only.',
    },
  ],
  examples: {
    passing: [`new aws.transfer.Server('files', { protocols: ['SFTP'] });`],
    failing: [`new aws.transfer.Server('files', { protocols: ['SFTP', 'FTP'], endpointType: 'VPC' });`],
  },
});
