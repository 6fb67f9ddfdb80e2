import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

const src = import.meta.dirname;

async function backstageImports(): Promise<string[]> {
  const found = new Set<string>();
  for await (const file of glob('**/*.ts', { cwd: src })) {
    const text = await readFile(path.join(src, file), 'utf8');
    for (const [, module] of text.matchAll(/(?:from|import\(?)\s*'(@backstage\/[^']+)'/g))
      found.add(`${module}`);
  }
  return [...found];
}

test('of Backstage the core knows the model of entities and nothing else', async () => {
  expect(await backstageImports()).toEqual(['@backstage/catalog-model']);
});
