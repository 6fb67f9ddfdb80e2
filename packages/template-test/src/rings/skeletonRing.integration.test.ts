import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadTemplate } from '@goldpath/template';
import { expect, test } from 'vitest';
import { eventsOf, problemsOf } from '../testing/eventsOf.ts';
import { templateWith } from '../testing/template.ts';
import { skeletonRing } from './skeletonRing.ts';

/** A template whose skeleton is an npm project with these scripts. */
const withScripts = (scripts: Record<string, string>) =>
  templateWith({
    'skeleton/package.json': JSON.stringify({ name: 'sample', version: '1.0.0', scripts }),
    'skeleton/package-lock.json': JSON.stringify({
      name: 'sample',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: { '': { name: 'sample', version: '1.0.0' } },
    }),
  });

test('a skeleton without npm projects has no scripts to run', async () => {
  expect(await problemsOf(skeletonRing, await templateWith())).toEqual([]);
});

test('the first script that fails is reported with its sample, file, command and log', async () => {
  const found = await problemsOf(
    skeletonRing,
    await withScripts({ lint: 'echo problem in line 7 && exit 4', test: 'exit 5' }),
  );
  expect(found).toMatchObject([
    {
      rule: 'template-test-command',
      subject: { type: 'sample', name: 'skeleton' },
      location: { file: 'skeleton/package.json' },
      message: '`npm run lint` failed with exit code 4 in the sample skeleton.',
    },
  ]);
  const log = /^Read (.+)\.$/.exec(found[0]?.fix ?? '')?.[1] ?? '';
  expect(await readFile(log, 'utf8')).toContain('problem in line 7');
});

test('the scripts of a project without a lockfile and packages run too', async () => {
  const template = await templateWith({
    'skeleton/package.json': JSON.stringify({ name: 'sample', scripts: { test: 'exit 6' } }),
  });
  const [found] = await problemsOf(skeletonRing, template);
  expect(found?.message).toBe('`npm run test` failed with exit code 6 in the sample skeleton.');
});

test('a script that has passed runs again only when a file has changed', async () => {
  const template = await withScripts({ test: 'node count.js' });
  const runs = path.join(template.dir, 'runs.txt');
  const skeleton = path.join(template.dir, 'skeleton');
  await mkdir(path.join(skeleton, 'node_modules'));
  await writeFile(
    path.join(skeleton, 'count.js'),
    `require('node:fs').appendFileSync(${JSON.stringify(runs)}, 'x');`,
  );
  const count = async () => (await readFile(runs, 'utf8')).length;

  const first = await loadTemplate(template.dir);
  expect(await problemsOf(skeletonRing, first)).toEqual([]);
  expect(await eventsOf(skeletonRing, first)).toEqual([
    { note: 'test passed before with the same files (skeleton/.)' },
  ]);
  expect(await count()).toBe(1);

  await writeFile(path.join(skeleton, 'src/main.ts'), 'console.log(2);\n');
  expect(await problemsOf(skeletonRing, await loadTemplate(template.dir))).toEqual([]);
  expect(await count()).toBe(2);
});
