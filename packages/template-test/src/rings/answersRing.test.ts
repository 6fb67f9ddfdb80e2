import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { updateDescription } from '../stamped/staleDescription.ts';
import { problemsOf } from '../testing/eventsOf.ts';
import { templateWith } from '../testing/template.ts';
import { answersRing } from './answersRing.ts';

test('a valid template passes, with and without a description', async () => {
  const template = await templateWith();
  expect(await problemsOf(answersRing, template)).toEqual([]);
  await updateDescription(template);
  expect(await problemsOf(answersRing, template)).toEqual([]);
});

test('the first answers with a problem end the ring', async () => {
  const template = await templateWith({ 'skeleton/src/main.ts': 'console.log("the sample team");\n' });
  const found = await problemsOf(answersRing, template);
  expect(found.map(({ rule, location, message }) => `${rule} ${location.file} ${message}`)).toEqual([
    'template-test-residue skeleton/src/main.ts src/main.ts still has the value of the skeleton for owner, ' +
      '"the sample team", with the sample other.',
  ]);
});

test('a description that is not the generated one is reported', async () => {
  const template = await templateWith();
  await writeFile(path.join(template.dir, 'stamped.md'), '# Files\n');
  const found = await problemsOf(answersRing, template);
  expect(found.map(({ rule, fix }) => `${rule}: ${fix}`)).toEqual([
    'template-test-description: Run: goldpath test tiny --update, and review the change.',
  ]);
});
