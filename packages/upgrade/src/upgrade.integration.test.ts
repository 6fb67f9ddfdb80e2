import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { MANIFEST_PATH } from '@goldpath/template';
import { finishUpgrade } from './finishUpgrade.ts';
import { render } from './render.ts';
import { answers, stampedTeam, templateVersion } from './testing/team.ts';
import { upgrade } from './upgrade.ts';

const branch = 'goldpath/tiny-1.3.0';
const skip = { skipCheck: true };
const lines = (...all: string[]) => `${all.join('\n')}\n`;

describe('an upgrade', () => {
  test('brings what the template changed and keeps what the team changed', async () => {
    const first = await templateVersion('1.2.0', { 'src/main.ts': lines('a', 'b', 'c', 'd', 'e', 'f', 'g') });
    const team = await stampedTeam(first);
    await team.commit({ 'src/main.ts': lines('team', 'b', 'c', 'd', 'e', 'f', 'g'), 'src/own.ts': 'own\n' });
    const next = await templateVersion('1.3.0', {
      'src/main.ts': lines('a', 'b', 'c', 'd', 'e', 'f', 'template'),
      'src/new.ts': 'new\n',
    });

    const result = await upgrade(team.dir, next, skip);

    expect(result).toMatchObject({ outcome: 'merged', branch, resolutions: [], base: { unknown: [] } });
    expect(await team.show(branch, 'src/main.ts')).toBe(lines('team', 'b', 'c', 'd', 'e', 'f', 'template'));
    expect(await team.show(branch, 'src/own.ts')).toBe('own\n');
    expect(await team.show(branch, 'src/new.ts')).toBe('new\n');
    expect(await team.show(branch, MANIFEST_PATH)).toContain('1.3.0');
  });

  test('does not touch the working tree, the index and the branch', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0'));
    await writeFile(path.join(team.dir, 'README.md'), 'not committed\n');
    const before = [await team.git('rev-parse', 'HEAD'), await team.git('status', '--porcelain')];

    await upgrade(team.dir, await templateVersion('1.3.0', { 'src/new.ts': 'new\n' }), skip);

    expect([await team.git('rev-parse', 'HEAD'), await team.git('status', '--porcelain')]).toEqual(before);
    expect(await readFile(path.join(team.dir, 'README.md'), 'utf8')).toBe('not committed\n');
    expect(existsSync(path.join(team.dir, 'src/new.ts'))).toBe(false);
  });

  test('of an unchanged service is a fresh stamp', async () => {
    const next = await templateVersion('1.3.0', {
      'src/main.ts': 'changed\n',
      'config.yaml': "replicas: 2\nnew: 'y'\n",
    });
    const team = await stampedTeam(await templateVersion('1.2.0', { 'src/old.ts': 'old\n' }));
    const fresh = await stampedTeam(next);

    await upgrade(team.dir, next, skip);

    expect(await team.git('rev-parse', `${branch}^{tree}`)).toBe(await fresh.git('rev-parse', 'HEAD^{tree}'));
  });

  test('a second time changes nothing', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0'));
    const next = await templateVersion('1.3.0', { 'src/new.ts': 'new\n' });
    await upgrade(team.dir, next, skip);
    await team.git('merge', '--quiet', branch);
    expect(await upgrade(team.dir, next, skip)).toMatchObject({ outcome: 'current', changes: [] });
  });

  test('finds its base after earlier upgrades', async () => {
    const team = await stampedTeam(
      await templateVersion('1.2.0', { 'src/main.ts': lines('1', '2', '3', '4', '5') }),
    );
    await team.commit({ 'src/main.ts': lines('team', '2', '3', '4', '5') });
    await upgrade(
      team.dir,
      await templateVersion('1.2.5', { 'src/main.ts': lines('1', '2', '3', '4', 'b') }),
      skip,
    );
    await team.git('merge', '--quiet', 'goldpath/tiny-1.2.5');

    const next = await templateVersion('1.3.0', { 'src/main.ts': lines('1', '2', 'c', '4', 'b') });
    expect(await upgrade(team.dir, next, skip)).toMatchObject({ outcome: 'merged', base: { unknown: [] } });
    expect(await team.show(branch, 'src/main.ts')).toBe(lines('team', '2', 'c', '4', 'b'));
  });

  test('of a service in a folder of a repository leaves the rest alone', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0'), 'services/orders');
    await team.commit({ '../billing/main.ts': 'billing\n' });
    await upgrade(team.dir, await templateVersion('1.3.0', { 'src/new.ts': 'new\n' }), skip);
    expect(await team.show(branch, 'src/new.ts')).toBe('new\n');
    expect(await team.show(branch, '../billing/main.ts')).toBe('billing\n');
  });

  test('makes no branch in a dry run', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0'));
    const next = await templateVersion('1.3.0', { 'src/new.ts': 'new\n' });
    const result = await upgrade(team.dir, next, { ...skip, dryRun: true });
    expect(result.changes).toContainEqual({ status: 'A', file: 'src/new.ts' });
    expect(await team.git('branch', '--list', 'goldpath/*')).toBe('');
  });

  test('is refused when its branch exists', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0'));
    await team.git('branch', branch);
    await expect(upgrade(team.dir, await templateVersion('1.3.0', { 'a.ts': 'a\n' }), skip)).rejects.toThrow(
      `The branch ${branch} exists already.`,
    );
  });
});

describe('what both sides changed', () => {
  const main = (...all: string[]) => ({ 'src/main.ts': lines(...all) });

  test('edits that touch each other are both applied', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0', main('a', 'b', 'c')));
    await team.commit(main('a', 'team', 'c'));
    const result = await upgrade(team.dir, await templateVersion('1.3.0', main('a', 'b', 'template')), skip);
    expect(result).toMatchObject({
      outcome: 'merged',
      resolutions: [{ file: 'src/main.ts', outcome: 'merged' }],
    });
    expect(await team.show(branch, 'src/main.ts')).toBe(lines('a', 'team', 'template'));
  });

  test('edits of the same line are a conflict in the file, and the manifest does not move', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0', main('a', 'b', 'c')));
    await team.commit(main('a', 'team', 'c'));
    const result = await upgrade(team.dir, await templateVersion('1.3.0', main('a', 'template', 'c')), skip);
    expect(result).toMatchObject({ outcome: 'conflicts', branch });
    expect(await team.show(branch, 'src/main.ts')).toBe(
      lines('a', '<<<<<<< yours', 'team', '=======', 'template', '>>>>>>> the template', 'c'),
    );
    expect(await team.show(branch, MANIFEST_PATH)).toContain('1.2.0');
  });

  test('the manifest moves when the conflicts were resolved, and not before', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0', main('a', 'b', 'c')));
    await team.commit(main('a', 'team', 'c'));
    const next = await templateVersion('1.3.0', main('a', 'template', 'c'));
    await upgrade(team.dir, next, skip);
    await team.git('merge', '--quiet', branch);
    await expect(finishUpgrade(team.dir)).rejects.toThrow('src/main.ts:2');

    await team.commit(main('a', 'team and template', 'c'));
    expect(await finishUpgrade(team.dir)).toBe('1.3.0');
    await team.commit();
    expect(await upgrade(team.dir, next, skip)).toMatchObject({ outcome: 'current' });
  });

  test('an upgrade without conflicts after a resolved one finds its base', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0', main('a', 'b', 'c', 'd', 'e')));
    await team.commit(main('a', 'team', 'c', 'd', 'e'));
    await upgrade(team.dir, await templateVersion('1.2.5', main('a', 'template', 'c', 'd', 'e')), skip);
    await team.git('merge', '--quiet', 'goldpath/tiny-1.2.5');
    await team.commit(main('a', 'both', 'c', 'd', 'e'));
    await finishUpgrade(team.dir);
    await team.commit();
    const result = await upgrade(
      team.dir,
      await templateVersion('1.3.0', main('a', 'template', 'c', 'd', 'new')),
      skip,
    );
    expect(result).toMatchObject({ outcome: 'merged', base: { unknown: [] } });
    expect(await team.show(branch, 'src/main.ts')).toBe(lines('a', 'both', 'c', 'd', 'new'));
  });

  test('Windows line endings of the team are kept', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0', main('a', 'b', 'c', 'd')));
    await team.commit({ 'src/main.ts': 'a\r\nteam\r\nc\r\nd\r\n' });
    await upgrade(team.dir, await templateVersion('1.3.0', main('a', 'b', 'c', 'template')), skip);
    expect(await team.show(branch, 'src/main.ts')).toBe('a\r\nteam\r\nc\r\ntemplate\r\n');
  });

  test('a dependency that both add is there once', async () => {
    const json = (dependencies: object) => `${JSON.stringify({ name: 'sample', dependencies }, null, 2)}\n`;
    const first = await templateVersion('1.2.0', { 'package.json': json({ express: '5', zod: '4' }) });
    const team = await stampedTeam(first);
    const mine = json({ ajv: '8', express: '5', zod: '4' }).replace('sample', 'orders');
    await team.commit({ 'package.json': mine });
    const next = await templateVersion('1.3.0', {
      'package.json': json({ express: '5', zod: '4', ajv: '8', pino: '9' }),
    });
    await upgrade(team.dir, next, skip);
    expect(JSON.parse(await team.show(branch, 'package.json'))).toEqual({
      name: 'orders',
      dependencies: { ajv: '8', express: '5', zod: '4', pino: '9' },
    });
    expect((await team.show(branch, 'package.json')).match(/ajv/g)).toHaveLength(1);
  });

  test('a file that the team deleted stays deleted', async () => {
    const team = await stampedTeam(await templateVersion('1.2.0', { 'src/extra.ts': 'a\n' }));
    await team.commit({ 'src/extra.ts': null });
    const result = await upgrade(team.dir, await templateVersion('1.3.0', { 'src/extra.ts': 'b\n' }), skip);
    expect(result.resolutions).toMatchObject([{ file: 'src/extra.ts', outcome: 'stays-deleted' }]);
    await expect(team.show(branch, 'src/extra.ts')).rejects.toThrow('src/extra.ts');
  });

  test('a file that the template drops is kept when the team changed it, and goes otherwise', async () => {
    const files = { 'src/x.ts': lines('a', 'b', 'c'), 'src/y.ts': lines('1', '2', '3') };
    const team = await stampedTeam(await templateVersion('1.2.0', files));
    await team.commit({ 'src/x.ts': lines('team', 'b', 'c') });
    const result = await upgrade(team.dir, await templateVersion('1.3.0'), skip);
    expect(result.resolutions).toMatchObject([{ file: 'src/x.ts', outcome: 'kept' }]);
    expect(await team.show(branch, 'src/x.ts')).toBe(lines('team', 'b', 'c'));
    await expect(team.show(branch, 'src/y.ts')).rejects.toThrow('src/y.ts');
  });

  test('an edit of the team follows a file that the template moves', async () => {
    const team = await stampedTeam(
      await templateVersion('1.2.0', { 'src/a.ts': lines('1', '2', '3', '4', '5', '6') }),
    );
    await team.commit({ 'src/a.ts': lines('team', '2', '3', '4', '5', '6') });
    await upgrade(
      team.dir,
      await templateVersion('1.3.0', { 'src/b.ts': lines('1', '2', '3', '4', '5', '6') }),
      skip,
    );
    expect(await team.show(branch, 'src/b.ts')).toBe(lines('team', '2', '3', '4', '5', '6'));
  });

  test('a released migration that the template changed is kept as it was released', async () => {
    const file = 'prisma/migrations/1_init/migration.sql';
    const team = await stampedTeam(await templateVersion('1.2.0', { [file]: 'create table a;\n' }));
    const result = await upgrade(
      team.dir,
      await templateVersion('1.3.0', { [file]: 'create table b;\n' }),
      skip,
    );
    expect(result.resolutions).toMatchObject([{ file, outcome: 'kept' }]);
    expect(await team.show(branch, file)).toBe('create table a;\n');
    await team.git('merge', '--quiet', branch);
    const later = await templateVersion('1.4.0', { [file]: 'create table c;\n' });
    expect(await upgrade(team.dir, later, skip)).toMatchObject({
      outcome: 'merged',
      base: { unknown: [] },
      resolutions: [{ file, outcome: 'kept' }],
    });
  });
});

describe('the base of an upgrade', () => {
  const first = () => templateVersion('1.2.0', { 'src/main.ts': lines('a', 'b', 'c', 'd', 'e') });
  const next = () => templateVersion('1.3.0', { 'src/main.ts': lines('a', 'b', 'c', 'd', 'template') });

  test('comes from the released version when the history was squashed', async () => {
    const team = await stampedTeam(await first());
    await team.commit({ 'src/main.ts': lines('team', 'b', 'c', 'd', 'e') });
    await team.git('checkout', '--quiet', '--orphan', 'squashed');
    await team.commit();
    const released = await first();
    const result = await upgrade(team.dir, await next(), {
      ...skip,
      stampRelease: () => Promise.resolve(render(released, answers).tree),
    });
    expect(result).toMatchObject({ outcome: 'merged', base: { release: 1, unknown: [] } });
    expect(await team.show(branch, 'src/main.ts')).toBe(lines('team', 'b', 'c', 'd', 'template'));
  });

  test('is unknown for a changed file without history: a visible conflict, other files are merged', async () => {
    const team = await stampedTeam(await first());
    await team.commit({ 'src/main.ts': lines('team', 'b', 'c', 'd', 'e') });
    await team.git('checkout', '--quiet', '--orphan', 'squashed');
    await team.commit();
    const result = await upgrade(team.dir, await next(), skip);
    expect(result).toMatchObject({ outcome: 'conflicts', base: { unknown: ['src/main.ts'] } });
    expect(await team.show(branch, 'src/main.ts')).toContain('<<<<<<< yours');
  });

  test('is found after the service was moved into another folder', async () => {
    const team = await stampedTeam(await first());
    await team.commit({ 'src/main.ts': lines('team', 'b', 'c', 'd', 'e') });
    const files = (await team.git('ls-files')).split('\n');
    for (const file of files) {
      await mkdir(path.join(team.dir, 'services/orders', path.dirname(file)), { recursive: true });
      await team.git('mv', file, `services/orders/${file}`);
    }
    await team.commit();
    const result = await upgrade(path.join(team.dir, 'services/orders'), await next(), skip);
    expect(result).toMatchObject({ outcome: 'merged', base: { unknown: [] } });
  });
});
