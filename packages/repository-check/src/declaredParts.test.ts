import { expect, test } from 'vitest';
import { folderOf } from '@goldpath/files/testing';
import { MANIFEST_PATH, undeclaredParts } from '@goldpath/template';
import { declaredParts } from './declaredParts.ts';

const found = async (manifest: string) =>
  declaredParts(await folderOf({ [MANIFEST_PATH]: manifest }), [MANIFEST_PATH]);

test('the manifest declares the parts', async () => {
  expect(await found('{ "contains": ["library"] }')).toEqual(['library']);
  expect(await found('{ "contains": [] }')).toEqual([]);
});

test('an unknown part is left to the check of the manifest', async () => {
  expect(await found('{ "contains": ["library", "castle"] }')).toEqual(['library']);
});

test.each(['{}', 'null', '{', '{ "contains": "library" }'])(
  'a repository with the manifest %s is checked as one that declares nothing',
  async manifest => {
    expect(await found(manifest)).toEqual(undeclaredParts);
  },
);

test('a repository without a manifest is checked as one that declares nothing', async () => {
  expect(await declaredParts('/does/not/exist', [])).toEqual(undeclaredParts);
});
