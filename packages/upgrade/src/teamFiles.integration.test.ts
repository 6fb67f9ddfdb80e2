import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { MANIFEST_PATH } from '@goldpath/template';
import { status } from './status.ts';
import { stampedTeam, type Team, templateVersion } from './testing/team.ts';
import { upgrade } from './upgrade.ts';

const branch = 'goldpath/tiny-1.3.0';
const first = { 'OWNERS.txt': 'first\n', 'src/main.ts': 'a\n' };
const next = { 'OWNERS.txt': 'next\n', 'src/main.ts': 'b\n' };

async function upgraded(team: Team, files: object, once: string[] = []) {
  const template = await templateVersion('1.3.0', { ...files }, once);
  return upgrade(team.dir, template, { skipCheck: true });
}

test('a file that was stamped once is not changed by an upgrade, also when the team did not change it', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', first, ['OWNERS.txt']));
  expect(await upgraded(team, next, ['OWNERS.txt'])).toMatchObject({ outcome: 'merged', resolutions: [] });
  expect(await team.show(branch, 'OWNERS.txt')).toBe('first\n');
  expect(await team.show(branch, 'src/main.ts')).toBe('b\n');
});

test('a file becomes the one of the team when the new version says so', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', first));
  await team.commit({ 'OWNERS.txt': 'ours\n' });
  expect(await upgraded(team, next, ['OWNERS.txt'])).toMatchObject({ outcome: 'merged', resolutions: [] });
  expect(await team.show(branch, 'OWNERS.txt')).toBe('ours\n');
});

test('a file that belongs to the team from now on stays when the new version does not stamp it', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', first));
  const template = await templateVersion('1.3.0', next, ['OWNERS.txt']);
  const only = [{ files: 'OWNERS.txt', answer: 'codeOwners' }];
  const stamped = { ...template, stamp: { ...template.stamp, only } };
  const { changes, unanswered } = await upgrade(team.dir, stamped, { skipCheck: true });
  expect(changes.map(({ file }) => file)).not.toContain('OWNERS.txt');
  expect(unanswered).toEqual([]);
  expect(await team.show(branch, 'OWNERS.txt')).toBe('first\n');
});

test('a file that was stamped once stays when the template drops it', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', first, ['OWNERS.txt']));
  expect(await upgraded(team, { 'src/main.ts': 'b\n' })).toMatchObject({ outcome: 'merged' });
  expect(await team.show(branch, 'OWNERS.txt')).toBe('first\n');
});

test('a new file that the team has already stays, and one that it has not is added', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', { 'src/main.ts': 'a\n' }));
  await team.commit({ 'OWNERS.txt': 'ours\n' });
  const once = ['OWNERS.txt', 'NOTES.txt'];
  expect(await upgraded(team, { ...next, 'NOTES.txt': 'notes\n' }, once)).toMatchObject({
    outcome: 'merged',
    resolutions: [],
  });
  expect(await team.show(branch, 'OWNERS.txt')).toBe('ours\n');
  expect(await team.show(branch, 'NOTES.txt')).toBe('notes\n');
});

test('a file that a later version manages is merged with the content that was stamped', async () => {
  const lines = (...all: string[]) => ({ ...next, 'OWNERS.txt': `${all.join('\n')}\n` });
  const team = await stampedTeam(await templateVersion('1.2.0', lines('a', 'b', 'c', 'd'), ['OWNERS.txt']));
  await team.commit(lines('team', 'b', 'c', 'd'));
  await upgraded(team, lines('a', 'b', 'c', 'e'), ['OWNERS.txt']);
  await team.git('merge', '--quiet', branch);
  const managing = await templateVersion('1.4.0', lines('a', 'b', 'c', 'f'));
  expect(await upgrade(team.dir, managing, { skipCheck: true })).toMatchObject({
    outcome: 'merged',
    base: { unknown: [] },
  });
  expect(await team.show('goldpath/tiny-1.4.0', 'OWNERS.txt')).toBe('team\nb\nc\nf\n');
});

test('only managed files count in the status', async () => {
  const once = ['OWNERS.txt'];
  const { dir } = await stampedTeam(await templateVersion('1.2.0', first, once));
  await writeFile(path.join(dir, 'OWNERS.txt'), 'ours\n');
  const changed = await templateVersion('1.3.0', { ...first, 'OWNERS.txt': 'next\n' }, once);
  const dropped = await templateVersion('1.3.0', { 'src/main.ts': 'a\n' });
  for (const template of [changed, dropped]) {
    expect(await status(dir, new Map([['tiny', template]]))).toMatchObject({
      state: 'current',
      modified: [],
    });
  }
  await rm(path.join(dir, 'OWNERS.txt'));
  expect(await status(dir, new Map([['tiny', changed]]))).toMatchObject({ modified: [] });
});

test('a manifest without classes manages every file', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', first));
  expect(JSON.parse(await team.show('HEAD', MANIFEST_PATH))).not.toHaveProperty('once');
  await upgraded(team, next);
  expect(await team.show(branch, 'OWNERS.txt')).toBe('next\n');
});
