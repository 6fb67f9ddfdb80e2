import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';
import { createPromptsForUser } from '../prompts/create.ts';
import { NewPrompt } from '../prompts/schema.ts';
import { migrationsFolder } from './migrations.ts';

const service = await startService();
const { database } = service;
const { id: userId } = await service.signIn();

const prompts = (...texts: string[]) =>
  texts.map(text => NewPrompt.parse({ title: 'T', text, agentType: 'LLM' }));

async function knownWords(...words: string[]): Promise<string[]> {
  const rows = await database.$queryRaw<{ word: string }[]>`
    SELECT word FROM search_words WHERE word = ANY (${words}::text[]) ORDER BY word`;
  return rows.map(({ word }) => word);
}

test('text is normalized for the search as by the first version of the function', async () => {
  const sql = await readFile(join(migrationsFolder, '20250101000001_search/migration.sql'), 'utf8');
  const [first = ''] = /CREATE FUNCTION "searchable"[^$]*\$\$[^$]*\$\$/.exec(sql) ?? [];
  await database.$executeRawUnsafe(first.replace('"searchable"', '"searchable_at_first"'));
  const letters = fc.constantFrom(
    ...'aZ9 \t\n\r\v\u0001\u001f\u0085\u00a0\u2003\u200b.-_`~éİßﬁ가각마ᄀ中ねＡ①👍',
  );
  const character = fc.oneof(letters, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 30 });
  const text = fc.oneof(
    ascii,
    fc.array(character, { maxLength: 30 }).map(parts => parts.join('')),
  );
  const texts = fc.sample(text, 500).map(value => value.replaceAll('\0', ''));
  const differing = await database.$queryRaw`
    SELECT value FROM unnest(${texts}::text[]) AS value WHERE searchable(value) <> searchable_at_first(value)`;
  expect(differing).toEqual([]);
});

test('the words of all prompts of a transaction are known when it ends', async () => {
  await database.$transaction(async transaction => {
    await createPromptsForUser(transaction, userId, prompts('kettle teapot', 'saucer kettle a1b2'));
    await createPromptsForUser(transaction, userId, prompts('spoon 찻주전자'));
    expect(await transaction.$queryRaw`SELECT FROM search_words`).toEqual([]);
  });
  expect(await knownWords('kettle', 'teapot', 'saucer', 'spoon', 'a1b2')).toEqual([
    'kettle',
    'saucer',
    'spoon',
    'teapot',
  ]);
});

test('the words of a changed prompt are known', async () => {
  const [prompt] = await createPromptsForUser(database, userId, prompts('first'));
  await database.prompt.update({ where: { id: prompt!.id }, data: { text: 'second' } });
  expect(await knownWords('first', 'second')).toEqual(['first', 'second']);
});

test('transactions that add the same new words do not wait for each other before they end', async () => {
  await database.$transaction(async transaction => {
    await createPromptsForUser(transaction, userId, prompts('samovar'));
    await createPromptsForUser(database, userId, prompts('samovar'));
  });
  expect(await knownWords('samovar')).toEqual(['samovar']);
});

test('a word that is known is found with a few blocks', async () => {
  const words = Array.from(
    { length: 500 },
    (_, at) => `word${String.fromCharCode(97 + (at % 26)).repeat(1 + at / 26)}`,
  );
  await createPromptsForUser(database, userId, prompts(words.join(' ')));
  const [row] = await database.$queryRaw<[{ 'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number } }] }]>`
    EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT new_search_words(${words.join(' ')})`;
  expect(row['QUERY PLAN'][0].Plan['Shared Hit Blocks']).toBeLessThan(6 * words.length);
});
