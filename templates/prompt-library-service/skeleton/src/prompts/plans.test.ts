import { expect, test } from 'vitest';
import { blocksRead, expectIndexes, largeLibrary } from '../../test/library.ts';
import type { Database } from '../database/database.ts';
import { fetchPrompts } from './list.ts';
import { PromptQuery } from './schema.ts';

const { database, viewer } = await largeLibrary(100_000);

test.each([
  {},
  { sort: 'likes' },
  { creator: 'me' },
  { tag: 'tag 0' },
  { tag: 'tag 0', sort: 'likes' },
  { tag: 'tag 299', sort: 'likes' },
  { tag: ['tag 0', 'tag 299'] },
  { tag: ['tag 1', 'tag 2'], sort: 'likes' },
  { tag: 'tag 0', visibility: 'PRO', sort: 'likes' },
  { tag: 'tag 299', visibility: 'PRO', sort: 'likes' },
])('the list %j is one statement that reads no large table completely', async query => {
  await expectIndexes(database, list(query), 1);
});

test.each([
  { sort: 'likes' },
  { tag: 'tag 0' },
  { tag: 'tag 0', sort: 'likes' },
  { tag: 'tag 299', sort: 'likes' },
  { tag: 'tag 0', visibility: 'PRO', sort: 'likes' },
])('the list %j reads little more than its page', async query => {
  // 21 prompts with their creators, likes and tags are about 300 blocks.
  expect(await blocksRead(database, list(query))).toBeLessThan(400);
});

test.each([
  ['a frequent word', { q: 'write' }],
  ['a frequent word by age', { q: 'write', sort: 'newest' }],
  ['a rare word', { q: 'fhnohlhb' }],
  ['a word of no prompt', { q: 'lcfb' }],
  ['two words', { q: 'code 마케팅' }],
  ['a short word', { q: 'AI' }],
  ['a Korean word', { q: '마케팅' }],
  ['a syllable', { q: '역' }],
  ['a word and a tag', { q: '번역', tag: 'tag 3' }],
  ['a typing error', { q: 'emial' }],
  ['a Korean typing error', { q: '마캐팅' }],
  ['a typing error beside a frequent word', { q: 'write markting' }],
])('the search for %s reads no large table completely', async (_what, query) => {
  await expectIndexes(database, list(query), 10);
});

test.each([
  // A sample of 200 prompts is 800 blocks, and a page is 300.
  ['a rare word', { q: 'fhnohlhb' }, 1_800],
  ['a typing error', { q: 'emial' }, 3_000],
])('the search for %s reads little more than a sample and its page', async (_what, query, limit) => {
  expect(await blocksRead(database, list(query))).toBeLessThan(limit);
});

function list(query: Record<string, unknown>) {
  return async (explained: Database) =>
    (await fetchPrompts(explained, viewer, PromptQuery.parse(query))).items;
}
