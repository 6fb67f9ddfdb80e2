import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { expect, test } from 'vitest';
import { TitleFirstSearchEngine } from './TitleFirstSearchEngine.ts';

const entities = ['haiku-desk', 'haiku-desk-api', 'haiku-desk-db', 'haiku-desk-images', 'recipe-book'];
const rules = ['The volumes of desktops are encrypted.', 'Databases are not public.', 'Logs are kept.'];

/** An engine with the entities and the rules in an index each. */
async function indexed(): Promise<TitleFirstSearchEngine> {
  const engine = new TitleFirstSearchEngine({ logger: mockServices.logger.mock() });
  for (const [type, titles] of Object.entries({ 'software-catalog': entities, 'goldpath-rule': rules })) {
    const documents = titles.map((title, index) => ({ title, text: title, location: `/${type}/${index}` }));
    await pipeline(Readable.from(documents), await engine.getIndexer(type));
  }
  return engine;
}

async function search(term: string): Promise<string[]> {
  const { results } = await (await indexed()).query({ term });
  return results.map(({ document }) => document.title);
}

/** The titles of each page of results, found by the cursors. */
async function pages(term: string, pageLimit: number): Promise<string[][]> {
  const engine = await indexed();
  const found: string[][] = [];
  let pageCursor: string | undefined;
  do {
    const { results, nextPageCursor } = await engine.query({ term, pageLimit, pageCursor });
    found.push(results.map(({ document }) => document.title));
    pageCursor = nextPageCursor;
  } while (pageCursor !== undefined);
  return found;
}

test('a service comes before a rule with a similar word', async () => {
  const found = await search('Haiku-Desk');
  expect(found.slice(0, 4).sort()).toEqual(entities.slice(0, 4));
  expect(found[0]).toBe('haiku-desk');
  expect(found).toContain(rules[0]);
});

test('a rule is found by a word of its title', async () => {
  expect((await search('databases'))[0]).toBe(rules[1]);
});

test('an unfinished word is found', async () => {
  expect(await search('reci')).toEqual(['recipe-book']);
});

test('a search without words finds everything', async () => {
  expect(await search('')).toHaveLength(entities.length + rules.length);
});

test('pages neither skip nor repeat results', async () => {
  const found = await pages('desk', 2);
  expect(found.map(page => page.length)).toEqual([2, 2, 1]);
  expect(found.flat()).toEqual(await search('desk'));
});

test('a page after the first has the cursor of the one before', async () => {
  const engine = await indexed();
  const first = await engine.query({ term: 'desk', pageLimit: 2 });
  const second = await engine.query({ term: 'desk', pageLimit: 2, pageCursor: first.nextPageCursor });
  const back = await engine.query({ term: 'desk', pageLimit: 2, pageCursor: second.previousPageCursor });
  expect(back.results.map(({ rank }) => rank)).toEqual([1, 2]);
  expect(second.results.map(({ rank }) => rank)).toEqual([3, 4]);
});

test('an invalid cursor is refused', async () => {
  await expect((await indexed()).query({ term: 'desk', pageCursor: '-1' })).rejects.toThrow(
    "'-1' is not a cursor",
  );
});
