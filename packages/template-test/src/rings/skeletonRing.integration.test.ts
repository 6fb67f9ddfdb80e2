import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { problemsOf } from '../testing/eventsOf.ts';
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
