import { expect, test } from 'vitest';
import { folderOf } from '@goldpath/files/testing';
import { lastUpgrade as find } from './lastUpgrade.ts';
import { stampedTeam, templateVersion } from './testing/team.ts';
import { upgrade } from './upgrade.ts';

const lastUpgrade = (dir: string) => find(dir, { add: () => undefined, addUnknown: () => undefined });

test.each(['--ff-only', '--no-ff'])('a merge (%s) of an upgrade is the last upgrade', async how => {
  const team = await stampedTeam(await templateVersion('1.2.0'));
  await team.commit({ 'src/own.ts': 'own\n' });
  expect(await lastUpgrade(team.dir)).toBeUndefined();
  await upgrade(team.dir, await templateVersion('1.3.0', { 'src/new.ts': 'new\n' }), { skipCheck: true });
  expect(await lastUpgrade(team.dir)).toBeUndefined();
  await team.git('merge', '--quiet', how, '--message=Upgrade', 'goldpath/tiny-1.3.0');
  const merged = await team.git('show', '--no-patch', '--format=%cI', 'HEAD');
  expect(await lastUpgrade(team.dir)).toBe(merged);
});

test('a folder outside of a repository was never upgraded', async () => {
  expect(await lastUpgrade(await folderOf())).toBeUndefined();
});
