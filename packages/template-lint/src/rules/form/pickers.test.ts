import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pickers } from './pickers.ts';

const { resolve } = createRequire(import.meta.url);
const dist = path.join(path.dirname(resolve('@backstage/plugin-scaffolder/package.json')), 'dist');
const read = (file: string) => readFile(path.join(dist, file), 'utf8');

test('the field extensions are those of the portal', async () => {
  const list = await read('extensions/default.esm.js');
  const names = [...list.matchAll(/^ {4}name: "(\w+)"/gm)].map(([, name]) => name);
  expect(Object.keys(pickers).sort()).toEqual(names.sort());
});

const withOptions = Object.entries(pickers).filter(([, { options }]) => Object.keys(options).length > 0);

test.each(withOptions)(
  '%s has the options and the answer of the portal',
  async (name, { answer, options }) => {
    // the schema of this one is that of another one
    const file = name === 'OwnedEntityPicker' ? 'EntityPicker' : name;
    const text = await read(`components/fields/${file}/schema.esm.js`);
    const keys = [...text.matchAll(/^ {4}(\w+): (?:z\.|\()/gm)].map(([, key]) => key);
    expect(Object.keys(options)).toEqual(keys);
    expect(text).toContain(answer === 'array' ? 'output: (z) => z.array(' : 'output: (z) => z.string()');
  },
);
