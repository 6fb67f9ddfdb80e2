import { readFile, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { folderOf } from '@goldpath/files/testing';
import { MANIFEST_PATH } from '@goldpath/template';
import { git, releasedTemplate } from '@goldpath/upgrade';
import { x } from 'tinyexec';
import { expect, test } from 'vitest';
import { stampedTeam, type Team } from '../../packages/upgrade/src/testing/team.ts';
import { root } from '../../tools/root.mjs';
import { blocksOf, scriptOf } from './runbook.ts';

// An engineer who comes back after a year follows the page from its first command to its last.

const page = 'docs/upgrading-services.md';
const templates = path.join(root, 'templates');
const isShallow = (await git(root, ['rev-parse', '--is-shallow-repository'])) === 'true';

const blocks = blocksOf(await readFile(path.join(root, page), 'utf8'));

/** A service of the oldest version, whose team has changed it: also a line that the template has changed since. */
async function oldService(): Promise<Team> {
  const released = await releasedTemplate(templates, 'prompt-library-service', '0.1.0');
  if (!released) throw new Error('the history has no version 0.1.0');
  const answers = released.samples.find(({ name }) => name === 'skeleton')?.answers ?? {};
  const service = await stampedTeam(released, '', answers);
  const readme = await service.show('HEAD', 'README.md');
  const present = await readFile(path.join(templates, 'prompt-library-service/skeleton/README.md'), 'utf8');
  const kept = new Set(present.split('\n'));
  const line = readme.split('\n').find(candidate => /^\w/.test(candidate) && !kept.has(candidate));
  if (line === undefined) throw new Error('the template has not changed its README.md since 0.1.0');
  await service.commit({
    'README.md': `${readme.replace(line, `${line} Ask the orders team.`)}\n## Our notes\n\nMore to come.\n`,
    'src/orders/orders.ts': 'export const orders = 1;\n',
  });
  return service;
}

/** Runs the blocks of a name, in the folder of the service; the clone is in the home folder. */
async function follow(
  name: string,
  { dir, home }: { dir: string; home: string },
): Promise<{ code: number | undefined; output: string }> {
  const env = {
    ...process.env,
    HOME: home,
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
    npm_config_cache: process.env.npm_config_cache ?? path.join(homedir(), '.npm'),
  };
  const result = await x('bash', ['-c', scriptOf(blocks, name, page)], { nodeOptions: { cwd: dir, env } });
  return { code: result.exitCode, output: result.stdout + result.stderr };
}

/** Keeps the lines of the team where a file has both. */
async function resolve(to: string): Promise<void> {
  const conflict = /<<<<<<< .*\n([^]*?)(?:\|{7}[^]*?)?=======\n[^]*?>>>>>>> .*\n/g;
  await writeFile(to, (await readFile(to, 'utf8')).replace(conflict, '$1'));
}

test('every block of commands is run', () => {
  expect(blocks.filter(({ marker }) => marker === undefined).map(({ line }) => line)).toEqual([]);
});

test.skipIf(isShallow)(
  'a service of the oldest version comes to the present one by the commands of the page',
  { timeout: 600_000 },
  async () => {
    const team = await oldService();
    const home = await folderOf();
    await symlink(root, path.join(home, 'goldpath'));
    const run = (name: string) => follow(name, { dir: team.dir, home });
    const status = await run('status');
    expect(status).toMatchObject({ code: 1, output: expect.stringContaining('outdated') as string });
    const preview = await run('preview');
    expect(preview.output).toContain('Nothing was written');
    const upgrade = await run('upgrade');
    expect(upgrade.output).toContain('conflict: README.md');
    const conflicts = await run('resolve');
    expect(conflicts.output).toMatch(/^README\.md:\d+:<<<<<<</m);
    await resolve(path.join(team.dir, 'README.md'));
    expect(await run('finish')).toMatchObject({ code: 0 });
    const merge = await run('merge');
    expect(merge.output).toMatch(/^\. +current/m);
    expect(merge).toMatchObject({ code: 0 });
    expect(await team.show('main', 'README.md')).toContain('Ask the orders team.');
    expect(await team.show('main', 'src/orders/orders.ts')).toBe('export const orders = 1;\n');
    expect(JSON.parse(await team.show('main', MANIFEST_PATH))).not.toMatchObject({
      template: { version: '0.1.0' },
    });
  },
);
