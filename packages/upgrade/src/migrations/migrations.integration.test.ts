import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Template } from '@goldpath/template';
import { stampedTeam, templateVersion } from '../testing/team.ts';
import { upgrade } from '../upgrade.ts';
import { loadMigrations } from './loadMigrations.ts';

const skip = { skipCheck: true };
const branch = 'goldpath/tiny-1.3.0';

/** Adds migrations to a template, by version. */
async function withMigrations(template: Template, migrations: Record<string, string>): Promise<string> {
  const folder = path.join(template.dir, 'migrations');
  await mkdir(folder);
  for (const [version, text] of Object.entries(migrations))
    await writeFile(path.join(folder, `${version}.ts`), `export const migration = { ${text} };\n`);
  return folder;
}

test('a file that moves and changes completely keeps the edits of the team', async () => {
  const lines = (...all: string[]) => `${all.join('\n')}\n`;
  const team = await stampedTeam(
    await templateVersion('1.2.0', { 'src/a.ts': lines('1', '2', '3', '4'), 'src/lib/b.ts': 'b\n' }),
  );
  await team.commit({ 'src/a.ts': lines('team', '2', '3', '4'), 'src/lib/own.ts': 'own\n' });
  const next = await templateVersion('1.3.0', {
    'src/moved.ts': lines('1', 'new', 'new', 'new', 'new', 'new', 'new'),
    'lib/b.ts': 'b\n',
  });
  await withMigrations(next, {
    '1.3.0': `notes: 'The library has a folder of its own.', moves: { 'src/a.ts': 'src/moved.ts', 'src/lib/': 'lib/' }`,
  });
  const result = await upgrade(team.dir, next, skip);
  expect(result).toMatchObject({
    outcome: 'merged',
    migrations: [{ version: '1.3.0', notes: 'The library has a folder of its own.' }],
  });
  expect(await team.show(branch, 'src/moved.ts')).toBe(
    lines('team', 'new', 'new', 'new', 'new', 'new', 'new'),
  );
  // the team's own file in the folder follows
  expect(await team.show(branch, 'lib/own.ts')).toBe('own\n');
  expect(await team.git('log', '-1', '--format=%B', branch)).toContain(
    'The library has a folder of its own.',
  );
});

test('a codemod changes the files that only the team has', async () => {
  const team = await stampedTeam(
    await templateVersion('1.2.0', { 'src/old.ts': 'export const call = 1;\n' }),
  );
  await team.commit({ 'src/own.ts': "import { call } from './old.ts';\n" });
  const next = await templateVersion('1.3.0', { 'src/old.ts': 'export const send = 1;\n' });
  await withMigrations(next, {
    '1.3.0': `notes: 'call is called send.', change: texts => new Map([...texts].map(([file, text]) => [file, text.replaceAll('call', 'send')]))`,
  });
  expect(await upgrade(team.dir, next, skip)).toMatchObject({ outcome: 'merged', problems: [] });
  expect(await team.show(branch, 'src/own.ts')).toBe("import { send } from './old.ts';\n");
});

test('a setting that the template does not write any more stays with the team', async () => {
  const settings = (own: string) => `size: 2\n${own}`;
  const team = await stampedTeam(await templateVersion('1.2.0', { 'stage.yaml': settings('pages: here\n') }));
  await team.commit({ 'other.yaml': settings('pages: there\n') });
  const next = await templateVersion('1.3.0', { 'stage.yaml': settings('') });
  await withMigrations(next, {
    '1.3.0': `notes: 'pages is called origin.', changeTeam: texts => new Map([...texts].map(([file, text]) => [file, text.replaceAll('pages:', 'origin:')]))`,
  });
  expect(await upgrade(team.dir, next, skip)).toMatchObject({ outcome: 'merged' });
  expect(await team.show(branch, 'stage.yaml')).toBe(settings('origin: here\n'));
  expect(await team.show(branch, 'other.yaml')).toBe(settings('origin: there\n'));
});

test('the migrations between two versions run in their order, and those of others do not', async () => {
  const template = await templateVersion('1.10.0');
  const none = `notes: '', moves: {}`;
  const dir = await withMigrations(template, {
    '1.10.0': none,
    '1.2.0': none,
    '1.9.0': none,
    '1.11.0': none,
  });
  expect((await loadMigrations(dir, '1.2.0', '1.10.0')).map(({ version }) => version)).toEqual([
    '1.9.0',
    '1.10.0',
  ]);
});

test('a file of the team at the new place stays', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', { 'a.txt': 'a\n' }));
  await team.commit({ 'b.txt': 'own\n' });
  const next = await templateVersion('1.3.0', { 'src/new.ts': 'new\n' });
  await withMigrations(next, { '1.3.0': `notes: '', moves: { 'a.txt': 'b.txt' }` });
  await upgrade(team.dir, next, skip);
  expect(await team.show(branch, 'b.txt')).toBe('own\n');
});

test('a file that is not a migration is refused', async () => {
  const template = await templateVersion('1.3.0');
  const dir = await withMigrations(template, { '1.3.0': 'moves: {}' });
  await expect(loadMigrations(dir, '1.2.0', '1.3.0')).rejects.toThrow(
    `1.3.0.ts does not export a "migration" with "notes"`,
  );
});
