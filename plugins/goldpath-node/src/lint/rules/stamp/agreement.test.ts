import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { TemplateError } from '../../../errors.ts';
import { stampTree } from '../../../stamp/stampTree.ts';
import { loadTemplate } from '../../../template/loadTemplate.ts';

const corpus = path.resolve(import.meta.dirname, '../../../../corpus/lint');
/** Rules about what stamping refuses; the others are about what it would do. */
const refusing = [
  'stamp-answer',
  'stamp-edit',
  'stamp-identity',
  'stamp-sample',
  'stamp-schema',
  'stamp-skeleton',
  'stamp-unused-field',
];
/** What can be stamped, and makes no sense. */
const tolerated = ['stamp-answer/no-choice'];

const cases = await Promise.all(
  refusing.map(async rule => (await readdir(path.join(corpus, rule))).map(name => `${rule}/${name}`)),
);

async function stamp(dir: string): Promise<void> {
  const template = await loadTemplate(dir);
  for (const { answers } of template.samples) stampTree(template, answers);
}

describe.each(cases.flat().filter(name => !tolerated.includes(name)))('%s', name => {
  test('stamping refuses what the lint finds', async () => {
    await expect(stamp(path.join(corpus, name, 'faulty'))).rejects.toThrow(TemplateError);
  });

  test('stamping takes what the lint takes', async () => {
    await expect(stamp(path.join(corpus, name, 'mended'))).resolves.toBeUndefined();
  });
});
