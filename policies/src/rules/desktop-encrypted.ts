import { requirementRule } from './requirements.ts';

export const desktopEncrypted = requirementRule({
  id: 'desktop-encrypted',
  title: 'The volumes of desktops in WorkSpaces are encrypted.',
  why: 'A snapshot of an unencrypted volume that is shared or copied shows all of its data, and encryption cannot be turned on later.',
  fix: `Encrypt both volumes:
  rootVolumeEncryptionEnabled: true, userVolumeEncryptionEnabled: true, volumeEncryptionKey: 'alias/aws/workspaces'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html',
  controls: ['WorkSpaces.1', 'WorkSpaces.2'],
  requires: [
    {
      types: ['aws:workspaces/workspace:Workspace'],
      path: 'userVolumeEncryptionEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'The volume of the user is not encrypted.',
      passes: 'The volume of the user is encrypted.',
      remediation: 'replacement',
    },
    {
      types: ['aws:workspaces/workspace:Workspace'],
      path: 'rootVolumeEncryptionEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'The root volume is not encrypted.',
      passes: 'The root volume is encrypted.',
      remediation: 'replacement',
    },
  ],
  examples: {
    passing: [
      `new aws.workspaces.Workspace('support', { bundleId: 'wsb-1', directoryId: 'd-1', userName: 'ada', rootVolumeEncryptionEnabled: true, userVolumeEncryptionEnabled: true, volumeEncryptionKey: 'alias/aws/workspaces' });`,
    ],
    failing: [
      `new aws.workspaces.Workspace('support', { bundleId: 'wsb-1', directoryId: 'd-1', userName: 'ada' });`,
    ],
  },
});
