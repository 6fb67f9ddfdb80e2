import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from './compile.ts';
import { closureOf, exampleOf, installPackages } from './installation.ts';
import { packSome } from './packAll.ts';
import { publishedWorkspaces } from './workspaces.ts';

// every other package is packed and installed by rehearsal/steps/11-packages.rehearsal.ts, which takes minutes
const name = '@goldpath/files';

test(`the README example of ${name} runs where npm has installed its tarballs`, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-packed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const workspaces = await publishedWorkspaces();
  const names = closureOf(name, workspaces);
  expect([...names]).toEqual([name, '@goldpath/diagnostics']);
  const wanted = workspaces.filter(({ manifest }) => names.has(manifest.name));
  const tarballs = await packSome(wanted, '0.0.1', path.join(folder, 'tarballs'));

  const dir = path.join(folder, 'installed');
  await installPackages(
    dir,
    tarballs.map(({ file }) => file),
  );
  const example = await exampleOf(wanted.find(({ manifest }) => manifest.name === name)!);
  expect(example).toContain(`'${name}'`);
  await writeFile(path.join(dir, 'example.ts'), example);
  expect((await run(process.execPath, ['example.ts'], dir)).stdout).not.toBe('');
});
