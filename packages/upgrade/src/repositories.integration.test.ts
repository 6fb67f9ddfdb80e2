import { chmod, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf } from '@goldpath/files/testing';
import { git } from './git/git.ts';
import { stampedTeam, templateVersion } from './testing/team.ts';
import { upgrade } from './upgrade.ts';

const branch = 'goldpath/tiny-1.3.0';
const skip = { skipCheck: true };

describe('a repository', () => {
  test('with a file replaced by a link keeps the link, and the upgrade is a conflict', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0', { 'src/a.ts': 'a\n' }));
    await rm(path.join(team.dir, 'src/a.ts'));
    await symlink('main.ts', path.join(team.dir, 'src/a.ts'));
    await team.commit();
    const result = await upgrade(team.dir, await templateVersion('1.3.0', { 'src/a.ts': 'b\n' }), skip);
    expect(result.outcome).toBe('conflicts');
    expect(await team.git('ls-tree', '-r', branch, 'src')).toMatch(
      /^120000 .*\tsrc\/a\.ts\n100644 .*\tsrc\/a\.ts~/,
    );
  });

  test('with a folder in the place of a file of the template keeps both, as a conflict', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0'));
    await team.commit({ 'src/extra/index.ts': 'team\n' });
    const result = await upgrade(team.dir, await templateVersion('1.3.0', { 'src/extra': 'file\n' }), skip);
    expect(result.outcome).toBe('conflicts');
    expect(await team.show(branch, 'src/extra/index.ts')).toBe('team\n');
    expect(await team.git('ls-tree', '-r', '--name-only', branch, 'src')).toContain('src/extra~');
  });

  test('with an executable bit set by the team keeps it', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0', { 'run.sh': 'a\n' }));
    await chmod(path.join(team.dir, 'run.sh'), 0o755);
    await team.commit();
    await upgrade(team.dir, await templateVersion('1.3.0', { 'run.sh': 'b\n' }), skip);
    expect(await team.git('ls-tree', branch, 'run.sh')).toContain('100755');
    expect(await team.show(branch, 'run.sh')).toBe('b\n');
  });

  test('gets an executable bit of the template', async () => {
    const script = (executable: boolean) => async (version: string) => {
      const template = await templateVersion(version, { 'run.sh': 'a\n' });
      const file = template.skeleton.get('run.sh');
      const skeleton = new Map([
        ...template.skeleton,
        ['run.sh', { content: file?.content ?? Buffer.of(), executable }] as const,
      ]);
      return { ...template, skeleton };
    };
    const team = await stampedTeam(await script(false)('1.2.0'));
    await upgrade(team.dir, await script(true)('1.3.0'), skip);
    expect(await team.git('ls-tree', branch, 'run.sh')).toContain('100755');
  });

  test('with a binary file that both changed keeps that of the team, as a conflict', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0', { 'logo.bin': 'a\0\n' }));
    await team.commit({ 'logo.bin': 'team\0\n' });
    const result = await upgrade(team.dir, await templateVersion('1.3.0', { 'logo.bin': 'b\0\n' }), skip);
    expect(result.resolutions).toMatchObject([{ file: 'logo.bin', outcome: 'conflict' }]);
    expect(await team.show(branch, 'logo.bin')).toBe('team\0\n');
  });

  test('with a submodule keeps it', async () => {
    const other = await stampedTeam(await templateVersion('1.2.0'));
    const team = await stampedTeam(await templateVersion('1.2.0'));
    await team.git(
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      other.dir,
      'vendor/other',
    );
    await team.commit();
    const result = await upgrade(team.dir, await templateVersion('1.3.0', { 'src/a.ts': 'b\n' }), skip);
    expect(result.outcome).toBe('merged');
    expect(await team.git('ls-tree', branch, 'vendor/other')).toContain('160000');
  });

  test('that is a shallow clone has conflicts in files that the team changed', async () => {
    const first = await templateVersion('1.2.0', { 'src/a.ts': '1\n2\n3\n' });
    const team = await stampedTeam(first);
    await team.commit({ 'src/a.ts': 'team\n2\n3\n' });
    const clone = path.join(await folderOf(), 'clone');
    await git(path.dirname(clone), ['clone', '--quiet', '--depth=1', `file://${team.dir}`, clone]);
    const result = await upgrade(clone, await templateVersion('1.3.0', { 'src/a.ts': '1\n2\nb\n' }), skip);
    expect(result).toMatchObject({ outcome: 'conflicts', base: { unknown: ['src/a.ts'] } });
  });

  test('with a detached head is upgraded from it', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0'));
    await team.git('checkout', '--quiet', '--detach');
    const result = await upgrade(team.dir, await templateVersion('1.3.0', { 'src/a.ts': 'b\n' }), skip);
    expect(result).toMatchObject({ outcome: 'merged', branch });
  });

  test('in a worktree of another is upgraded', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0'));
    const tree = path.join(await folderOf(), 'tree');
    await team.git('worktree', 'add', '--quiet', '-b', 'work', tree);
    const result = await upgrade(tree, await templateVersion('1.3.0', { 'src/a.ts': 'b\n' }), skip);
    expect(result).toMatchObject({ outcome: 'merged' });
  });

  test('with names that need quotes is upgraded', async () => {
    const name = "src/ä 'b' [c].ts";
    const team = await stampedTeam(await templateVersion('1.2.0', { [name]: '1\n2\n3\n' }));
    await team.commit({ [name]: 'team\n2\n3\n' });
    const result = await upgrade(team.dir, await templateVersion('1.3.0', { [name]: '1\n2\nb\n' }), skip);
    expect(result.changes).toContainEqual({ status: 'M', file: name });
    expect(await team.show(branch, name)).toBe('team\n2\nb\n');
  });

  test('with git settings of its own is merged the same', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0', { 'src/a.ts': '1\n2\n3\n4\n5\n6\n' }));
    for (const [key, value] of [
      ['merge.renames', 'false'],
      ['core.autocrlf', 'true'],
      ['diff.noprefix', 'true'],
      ['log.showSignature', 'true'],
      ['color.ui', 'always'],
      ['merge.conflictStyle', 'zdiff3'],
      ['commit.gpgSign', 'true'],
    ] as const)
      await team.git('config', key, value);
    await writeFile(path.join(team.dir, 'src/a.ts'), 'team\n2\n3\n4\n5\n6\n');
    await team.git('add', '--all');
    await team.git('-c', 'commit.gpgSign=false', 'commit', '--quiet', '-m', 'x');
    await upgrade(team.dir, await templateVersion('1.3.0', { 'src/b.ts': '1\n2\n3\n4\n5\n6\n' }), skip);
    expect(await team.show(branch, 'src/b.ts')).toBe('team\n2\n3\n4\n5\n6\n');
  });
});
