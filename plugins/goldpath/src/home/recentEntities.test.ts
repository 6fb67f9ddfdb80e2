import { expect, test } from 'vitest';
import { recentEntities, recordPage } from './recentEntities.ts';

function storageOf(value: string | null = null) {
  let kept = value;
  return { getItem: () => kept, setItem: (_key: string, next: string) => void (kept = next) };
}

test('the entities whose pages were opened are listed once, the last one first', () => {
  const storage = storageOf();
  for (const path of [
    '/catalog/default/component/a',
    '/catalog/default/group/b',
    '/catalog/default/component/a/checks',
  ])
    recordPage(storage, path);
  expect(recentEntities(storage)).toEqual(['component:default/a', 'group:default/b']);
});

test('six entities are kept, and other pages are not', () => {
  const storage = storageOf();
  for (let index = 0; index < 9; index++) recordPage(storage, `/catalog/default/component/s${index}`);
  for (const path of ['/', '/catalog', '/services']) recordPage(storage, path);
  expect(recentEntities(storage)).toHaveLength(6);
});

test.each(['{', '7', '[7]'])('the value %s has no entities', value => {
  expect(recentEntities(storageOf(value))).toEqual([]);
});
