import { isDeepStrictEqual } from 'node:util';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { toPage } from '../http/page.ts';
import { broader } from './broader.ts';
import { type PromptRow, promptTables, summaryColumns, summaryJoins, toSummary } from './rows.ts';
import { type ListKey, type PromptPage, type PromptQuery, sortOf } from './schema.ts';
import { isInDocument, relevanceTiers, type SearchWords, searchWords } from './search.ts';
import { corrected, type Corrections, correctSpelling } from './spelling.ts';
import { visibleTo } from './visibility.ts';

/** A prompt and the index of its tier in {@link relevanceTiers}. */
type Ranked = PromptRow & { rank: number };

/**
 * Returns one page of the prompts that match a query and that the viewer may see. Without `q` it runs one statement, and
 * one more that normalizes the words of `q`. A search that finds nothing is repeated: see {@link search}.
 */
export async function fetchPrompts(
  database: Database,
  viewer: Viewer,
  query: PromptQuery,
): Promise<PromptPage> {
  const words = query.q === undefined ? [] : await searchWords(database, query.q);
  const { rows, instead, breadth } = await search(database, viewer, query, words);
  const sort = sortOf(query);
  const keyOf = ({ id, likeCount, rank }: Ranked): ListKey => {
    const end = { id, instead: [...instead], breadth };
    if (sort === 'newest') return { sort, ...end };
    if (sort === 'likes') return { sort, ...end, likeCount };
    return { sort, ...end, likeCount, rank };
  };
  return toPage(rows, query.limit, keyOf, ({ rank: _, ...row }) => toSummary(row));
}

/** The rows that a search found, and how: see {@link Corrections} and {@link broader}. */
interface Found {
  rows: Ranked[];
  instead: Corrections;
  breadth: number;
}

/** Searches for the words, then without particles and hyphens, with corrected spelling, and for some of them. */
async function search(
  database: Database,
  viewer: Viewer,
  query: PromptQuery,
  typed: SearchWords,
): Promise<Found> {
  const { cursor } = query;
  const wordsOf = (instead: Corrections, breadth: number) => broader(corrected(typed, instead), breadth);
  const attempt = async (instead: Corrections, breadth: number): Promise<Found> => {
    const rows = await fetchRows(database, viewer, query, wordsOf(instead, breadth));
    return { rows, instead, breadth };
  };
  const asTyped: Corrections = new Map(cursor?.instead);
  let found = await attempt(asTyped, cursor?.breadth ?? 0);
  if (cursor || typed.length === 0) return found;
  const broaden = async (instead: Corrections, breadths: readonly number[]) => {
    for (const breadth of breadths) {
      const isSame = isDeepStrictEqual(wordsOf(instead, breadth), wordsOf(found.instead, found.breadth));
      if (found.rows.length === 0 && !isSame) found = await attempt(instead, breadth);
    }
  };
  await broaden(asTyped, [1]);
  if (found.rows.length > 0) return found;
  const instead = await correctSpelling(database, viewer, typed);
  await broaden(instead, instead.size > 0 ? [0, 2, 3, 4] : [2, 3, 4]);
  return found;
}

/** Reads one row more than the page needs, with one statement. */
function fetchRows(
  database: Database,
  viewer: Viewer,
  query: PromptQuery,
  words: SearchWords,
): Promise<Ranked[]> {
  const { cursor } = query;
  const count = query.limit + 1;
  const source = sourceOf(query);
  const base = all([visibleTo(viewer), ...source.conditions, ...columnConditions(viewer, query, source)]);
  const unindexed = query.tag.slice(1).map(hasTag);
  if (query.agentType) unindexed.push(Prisma.sql`p.agent_type = ${query.agentType}::agent_type`);
  const tiers = tiersOf(query, words);
  if (tiers[0] === undefined && query.tag.length < 2) {
    return database.$queryRaw`
      SELECT ${summaryColumns(viewer)}, 0 AS rank FROM ${source.ordered} ${summaryJoins}
      WHERE ${all([base, ...after(cursor, source), ...unindexed])} ORDER BY ${source.order} LIMIT ${count}`;
  }
  const first = cursor?.sort === 'relevance' ? cursor.rank : 0;
  const steps = tiers.slice(first).map((tier, at) => {
    const matches = all([...(tier ? [tier] : []), ...unindexed]);
    const from = at === 0 ? all([base, ...after(cursor, source)]) : base;
    return tierTables({ rank: first + at, first, source, base: from, matches, count });
  });
  const found = tiers.slice(first).map((_tier, at) => Prisma.sql`TABLE ${table('found', first + at)}`);
  const isInAny = all([...(words.length > 0 ? [isInDocument(words)] : []), ...unindexed]);
  const sample = sampleTable(source, all([base, ...after(cursor, source)]), isInAny);
  return database.$queryRaw`
    WITH ${Prisma.join([sample, ...steps])}
    SELECT ${summaryColumns(viewer)}, found.rank
    FROM ${promptTables} JOIN (${Prisma.join(found, ' UNION ALL ')}) found ON found.id = p.id
    ORDER BY found.rank, found.likes DESC, p.id DESC LIMIT ${count}`;
}

/** Where a list reads its prompts: `prompts p` and the table with an index that has the filter beside the sort key. */
interface Source {
  /** To read the prompts in order. */
  ordered: Prisma.Sql;
  /** To read the prompts that match, in any order. */
  unordered: Prisma.Sql;
  conditions: Prisma.Sql[];
  id: Prisma.Sql;
  /** The number of likes, or 0 for a list by age. */
  likes: Prisma.Sql;
  visibility: Prisma.Sql;
  order: Prisma.Sql;
}

function sourceOf(query: PromptQuery): Source {
  const isByAge = sortOf(query) === 'newest';
  const [tag] = query.tag;
  if (tag === undefined && isByAge) {
    const [tables, id, visibility] = [Prisma.sql`prompts p`, Prisma.sql`p.id`, Prisma.sql`p.visibility`];
    const order = Prisma.sql`${id} DESC`;
    return {
      ordered: tables,
      unordered: tables,
      conditions: [],
      id,
      likes: Prisma.sql`0`,
      visibility,
      order,
    };
  }
  const [id, visibility] = [Prisma.sql`key.prompt_id`, Prisma.sql`key.visibility`];
  const likes = isByAge ? Prisma.sql`0` : Prisma.sql`key.like_count`;
  const order = isByAge ? Prisma.sql`${id} DESC` : Prisma.sql`${likes} DESC, ${id} DESC`;
  if (tag !== undefined) {
    const tables = Prisma.sql`prompts p JOIN prompt_tags key ON key.prompt_id = p.id`;
    const isTagged = Prisma.sql`key.tag_id = (SELECT id FROM tags WHERE name = ${tag})`;
    return { ordered: tables, unordered: tables, conditions: [isTagged], id, likes, visibility, order };
  }
  return {
    ordered: Prisma.sql`prompts p JOIN prompt_popularity key ON key.prompt_id = p.id`,
    // OFFSET 0 makes the planner look up each match instead of reading the whole table.
    unordered: Prisma.sql`prompts p CROSS JOIN LATERAL (
      SELECT * FROM prompt_popularity WHERE prompt_id = p.id OFFSET 0
    ) key`,
    ...{ conditions: [], id, likes, visibility, order },
  };
}

/** The conditions of a search, best matches first; undefined for a list without a search. */
function tiersOf(query: PromptQuery, words: SearchWords): (Prisma.Sql | undefined)[] {
  if (sortOf(query) === 'relevance') return relevanceTiers(words);
  return words.length > 0 ? [isInDocument(words)] : [undefined];
}

/** How many prompts are scanned in order before all matches are read by index. */
const WINDOW = 1_000;

/** How many prompts are read to learn whether the matches are frequent, and how many of them must match. */
const [SAMPLE, FREQUENT] = [200, 2];

/** Returns the table `sample` for a WITH clause: a few of the first prompts in order that match, at most FREQUENT. */
function sampleTable({ ordered, order }: Source, base: Prisma.Sql, matches: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`sample AS MATERIALIZED (
    SELECT FROM (SELECT p.* FROM ${ordered} WHERE ${base} ORDER BY ${order} LIMIT ${SAMPLE}) p
    WHERE ${matches} LIMIT ${FREQUENT}
  )`;
}

/**
 * Returns the tables of one tier for a WITH clause, of which `found` has its matches. They are only computed when the
 * tiers before did not find enough. Frequent tags and words are found quickly when the prompts are scanned in order; for
 * rare ones all matches can be read and sorted. `near` scans in order, unless `sample` found that the matches are rare;
 * only if it finds too few does `far` read all matches. The planner cannot know which case applies, and each method alone
 * takes up to a second where the other takes milliseconds.
 */
function tierTables(tier: {
  rank: number;
  first: number;
  source: Source;
  base: Prisma.Sql;
  matches: Prisma.Sql;
  count: number;
}): Prisma.Sql {
  const { rank, source, base, matches, count } = tier;
  const [near, far, found] = [table('near', rank), table('far', rank), table('found', rank)];
  const sizes = [Prisma.sql`0`];
  for (let before = tier.first; before < rank; before++) {
    sizes.push(Prisma.sql`(SELECT count(*) FROM ${table('found', before)})`);
  }
  const isNeeded = Prisma.sql`${Prisma.join(sizes, ' + ')} < ${count}`;
  return Prisma.sql`
    ${near} AS MATERIALIZED (
      SELECT p.id, p.likes FROM (
        SELECT p.*, ${source.likes} AS likes FROM ${source.ordered}
        WHERE ${isNeeded} AND (SELECT count(*) FROM sample) = ${FREQUENT} AND ${base}
        ORDER BY ${source.order} LIMIT ${WINDOW}
      ) p
      WHERE ${matches} ORDER BY p.likes DESC, p.id DESC LIMIT ${count}
    ), ${far} AS MATERIALIZED (
      SELECT p.id, ${source.likes} AS likes FROM ${source.unordered}
      WHERE ${isNeeded} AND (SELECT count(*) FROM ${near}) < ${count} AND ${base} AND ${matches}
    ), ${found} AS MATERIALIZED (
      SELECT id, likes, ${rank}::int AS rank FROM ${near} WHERE (SELECT count(*) FROM ${near}) = ${count}
      UNION ALL (SELECT id, likes, ${rank}::int FROM ${far} ORDER BY likes DESC, id DESC LIMIT ${count})
    )`;
}

/** The name of a table of {@link tierTables}. */
function table(name: string, rank: number): Prisma.Sql {
  return Prisma.raw(`${name}_${rank}`);
}

function columnConditions(
  viewer: Viewer,
  { visibility, creator }: PromptQuery,
  source: Source,
): Prisma.Sql[] {
  const creatorId = creator === 'me' ? (viewer?.id ?? null) : creator;
  const conditions: Prisma.Sql[] = [];
  if (visibility) conditions.push(Prisma.sql`${source.visibility} = ${visibility}::visibility`);
  if (creatorId !== undefined) conditions.push(Prisma.sql`p.creator_id = ${creatorId}::uuid`);
  return conditions;
}

function hasTag(name: string): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM prompt_tags pt
    WHERE pt.prompt_id = p.id AND pt.tag_id = (SELECT id FROM tags WHERE name = ${name})
  )`;
}

function after(cursor: ListKey | undefined, { likes, id }: Source): Prisma.Sql[] {
  if (!cursor) return [];
  if (cursor.sort === 'newest') return [Prisma.sql`${id} < ${cursor.id}::uuid`];
  return [Prisma.sql`(${likes}, ${id}) < (${cursor.likeCount}, ${cursor.id}::uuid)`];
}

function all(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([...conditions], ' AND ');
}
