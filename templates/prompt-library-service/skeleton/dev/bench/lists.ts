import { parseArgs } from 'node:util';
import type { Account } from '../../src/accounts/viewer.ts';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { fetchPrompts } from '../../src/prompts/list.ts';
import { PromptQuery } from '../../src/prompts/schema.ts';
import { fetchRecommendations } from '../../src/recommendations/service.ts';
import { runMain } from '../../src/start-error.ts';
import { blocksOf, type Explained, explaining } from '../explain.ts';
import { withLibrary } from './library.ts';

/** How often each list is read; the median counts. */
const RUNS = 5;

/** The lists whose statements are explained. */
const lists: readonly [title: string, query: Record<string, unknown>][] = [
  ['Most liked', { sort: 'likes' }],
  ['Frequent tag, by likes', { tag: 'tag 0', sort: 'likes' }],
  ['Rare tag, by likes', { tag: 'tag 299', sort: 'likes' }],
  ['Rare tag, newest', { tag: 'tag 299' }],
  ['PRO prompts of a frequent tag, by likes', { tag: 'tag 0', visibility: 'PRO', sort: 'likes' }],
  ['PRO prompts of a rare tag, by likes', { tag: 'tag 299', visibility: 'PRO', sort: 'likes' }],
  ['Two frequent tags, by likes', { tag: ['tag 1', 'tag 2'], sort: 'likes' }],
  ['Own prompts, by likes', { creator: 'me', sort: 'likes' }],
  ['Search for a word and a tag', { q: '번역', tag: 'tag 3' }],
  ['Search for a frequent word', { q: 'write' }],
  ['Search for a word of few prompts', { q: 'fhnohlhb' }],
  ['Search for a word of no prompt', { q: 'lcfb' }],
  ['Search with a typing error', { q: 'emial' }],
];

type Work = (database: Database) => Promise<unknown>;

function works(viewer: Account): [title: string, work: Work][] {
  const list = ([title, query]: (typeof lists)[number]): [string, Work] => [
    title,
    database => fetchPrompts(database, viewer, PromptQuery.parse(query)),
  ];
  return [...lists.map(list), ['Recommendations', database => fetchRecommendations(database, viewer)]];
}

/** Returns the columns of the table for one list. */
async function row(database: Database, work: Work): Promise<unknown[]> {
  const runs: Explained[][] = [];
  for (let run = 0; run < RUNS; run++) {
    const seen: Explained[] = [];
    await work(explaining(database, seen));
    runs.push(seen);
  }
  const times = runs.map(seen => seen.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  const median = times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)]!;
  const last = runs.at(-1)!;
  return [last.length, blocksOf(last), median.toFixed(1)];
}

async function measure(url: string): Promise<void> {
  const database = openDatabase(url, () => {});
  try {
    const { id } = await database.user.findFirstOrThrow({ where: { name: 'User 7' } });
    console.log('| List | Statements | Blocks | ms |');
    console.log('| --- | --- | --- | --- |');
    for (const [title, work] of works({ id, role: 'USER', isPro: true, scopes: ['read'] })) {
      console.log(`| ${[title, ...(await row(database, work))].join(' | ')} |`);
    }
  } finally {
    await database.$disconnect();
  }
}

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      prompts: { type: 'string', default: '100000' },
      likes: { type: 'string', default: '1200000' },
    },
  });
  await withLibrary({ prompts: Number(values.prompts), likes: Number(values.likes) }, measure);
});
