import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { x } from 'tinyexec';
import { writeTree } from '@goldpath/files';
import { folderOf } from '@goldpath/files/testing';
import { loadTemplate, stampTree } from '@goldpath/template';
import { tinyTemplate } from '@goldpath/template/testing';

const bin = path.resolve(import.meta.dirname, '../../bin/goldpath.mjs');

async function run(cwd: string, ...args: string[]) {
  const { exitCode, stdout, stderr } = await x('node', [bin, ...args], { nodeOptions: { cwd } });
  return { exitCode, output: stdout + stderr };
}

const git = async (cwd: string, ...args: string[]) => {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const { stdout } = await x('git', [...identity, ...args], { nodeOptions: { cwd }, throwOnError: true });
  return stdout.trim();
};

/** A repository of templates with two releases, and a service of the first. */
async function platform(): Promise<{ templates: string; service: string }> {
  const files = Object.entries(tinyTemplate).map(([file, text]) => [`tiny/${file}`, text] as const);
  const templates = await folderOf(Object.fromEntries(files));
  const commit = async (message: string) => {
    await git(templates, 'add', '--all', '--force');
    await git(templates, 'commit', '--quiet', '-m', message);
  };
  await git(templates, 'init', '--quiet', '--template=');
  await commit('Release 1.2.3');
  const service = path.join(await folderOf(), 'orders');
  const template = await loadTemplate(path.join(templates, 'tiny'));
  const answers = { name: 'orders', owner: 'orders team', replicas: 2, destination: 'local' };
  await writeTree(stampTree(template, answers), service);
  await git(service, 'init', '--quiet', '--template=');
  await git(service, 'add', '--all', '--force');
  await git(service, 'commit', '--quiet', '-m', 'Stamp');
  const stampYaml = path.join(templates, 'tiny/stamp.yaml');
  await writeFile(stampYaml, (await readFile(stampYaml, 'utf8')).replace('1.2.3', '1.3.0'));
  await writeFile(path.join(templates, 'tiny/skeleton/src/main.ts'), 'console.log(2);\n');
  const news = '# Changelog of tiny\n\n## 1.3.0 (2026-11-29)\n\nThe service prints 2.\n';
  await writeFile(path.join(templates, 'tiny/CHANGELOG.md'), news);
  await commit('Release 1.3.0');
  return { templates, service };
}

describe('a service with an older version of its template', () => {
  test('is outdated for status, with what the template changed', async () => {
    const at = await platform();
    const { exitCode, output } = await run(at.service, 'status', '--templates', at.templates);
    expect(output).toContain(
      '.  outdated  tiny 1.2.3 -> 1.3.0; the template changed 1, added 0 and removed 0 files\n  1.3.0: The service prints 2.\n',
    );
    expect(exitCode).toBe(1);
  });

  test('is current with the released version that it has', async () => {
    const at = await platform();
    const args = ['upgrade', '--templates', at.templates, '--to', '1.2.3'];
    expect(await run(at.service, ...args)).toEqual({
      exitCode: 0,
      output: 'The service is current with tiny 1.2.3.\n',
    });
  });

  test('gets a branch by upgrade, and is current when it is merged', async () => {
    const at = await platform();
    const args = ['upgrade', '--templates', at.templates, '--no-check'];
    const { exitCode, output } = await run(at.service, ...args);
    expect(output).toContain('  M src/main.ts\n');
    expect(output).toContain('The branch goldpath/tiny-1.3.0 has the upgrade.');
    expect(exitCode).toBe(0);

    await git(at.service, 'merge', '--quiet', 'goldpath/tiny-1.3.0');
    expect(await run(at.service, 'status', '--templates', at.templates)).toEqual({
      exitCode: 0,
      output: '.  current   tiny 1.3.0\n',
    });
  });
});

test.each([
  [['status', 'missing'], 'missing is not a folder; give the folder of a service.\n'],
  [['upgrade', '.'], '. is not in a working tree of git; an upgrade is a branch, so it needs one.\n'],
  [['status', '--templates', '.'], '. has no templates; give their folder with --templates DIR.\n'],
])('goldpath %j is refused in a sentence', async (args, output) => {
  expect(await run(await folderOf(), ...args)).toEqual({ exitCode: 2, output });
});
