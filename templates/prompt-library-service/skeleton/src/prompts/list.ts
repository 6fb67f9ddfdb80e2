import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { toPage } from '../http/page.ts';
import { type PromptRow, promptTables, summaryColumns, toSummary } from './rows.ts';
import { type ListKey, type PromptPage, type PromptQuery, sortOf } from './schema.ts';
import { isInDocument, relevanceTiers, type SearchWords, searchWords } from './search.ts';
import { corrected, type Corrections, correctSpelling } from './spelling.ts';
import { visibleTo } from './visibility.ts';

/** A prompt and the index of its tier in {@link relevanceTiers}. */
type Ranked = PromptRow & { rank: number };

/**
 * Returns one page of the prompts that match a query and that the viewer may see. Without `q` it runs one statement, and
 * one more that normalizes the words of `q`. A search that finds nothing is repeated with corrected spelling.
 */
export async function fetchPrompts(
  database: Database,
  viewer: Viewer,
  query: PromptQuery,
): Promise<PromptPage> {
  const { q, limit, cursor } = query;
  const words = q === undefined ? [] : await searchWords(database, q);
  let instead: Corrections = new Map(cursor?.instead);
  let rows = await fetchRows(database, viewer, query, corrected(words, instead));
  if (rows.length === 0 && words.length > 0 && !cursor) {
    instead = await correctSpelling(database, viewer, words);
    if (instead.size > 0) rows = await fetchRows(database, viewer, query, corrected(words, instead));
  }
  const sort = sortOf(query);
  const keyOf = ({ id, likeCount, rank }: Ranked): ListKey => {
    const end = { id, instead: [...instead] };
    if (sort === 'newest') return { sort, ...end };
    if (sort === 'likes') return { sort, ...end, likeCount };
    return { sort, ...end, likeCount, rank };
  };
  return toPage(rows, limit, keyOf, ({ rank: _, ...row }) => toSummary(row));
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
  const order = sortOf(query) === 'newest' ? Prisma.sql`p.id DESC` : Prisma.sql`p.like_count DESC, p.id DESC`;
  const base = all([visibleTo(viewer), ...columnConditions(viewer, query)]);
  const unindexed: Prisma.Sql[] = [];
  if (query.agentType) unindexed.push(Prisma.sql`p.agent_type = ${query.agentType}::agent_type`);
  const tiers = tiersOf(query, words);
  const isPlain = tiers[0] === undefined && query.tag.length === 0;
  if (isPlain) {
    return database.$queryRaw`
      SELECT ${summaryColumns(viewer)}, 0 AS rank FROM ${promptTables}
      WHERE ${all([base, ...after(cursor), ...unindexed])} ORDER BY ${order} LIMIT ${count}`;
  }
  const first = cursor?.sort === 'relevance' ? cursor.rank : 0;
  const steps = tiers.slice(first).map((tier, at) => {
    const matches = [...query.tag.map(hasTag), ...(tier ? [tier] : []), ...unindexed];
    const from = at === 0 ? all([base, ...after(cursor)]) : base;
    return tierTables({ rank: first + at, first, base: from, matches: all(matches), order, count });
  });
  const found = tiers.slice(first).map((_tier, at) => Prisma.sql`TABLE ${table('found', first + at)}`);
  return database.$queryRaw`
    WITH ${Prisma.join(steps)}
    SELECT ${summaryColumns(viewer)}, found.rank
    FROM ${promptTables} JOIN (${Prisma.join(found, ' UNION ALL ')}) found ON found.id = p.id
    ORDER BY found.rank, ${order} LIMIT ${count}`;
}

/** The conditions of a search, best matches first; undefined for a list without a search. */
function tiersOf(query: PromptQuery, words: SearchWords): (Prisma.Sql | undefined)[] {
  if (sortOf(query) === 'relevance') return relevanceTiers(words);
  return words.length > 0 ? [isInDocument(words)] : [undefined];
}

/** How many prompts are scanned in order before all matches are read by index. */
const WINDOW = 1_000;

/**
 * Returns the tables of one tier for a WITH clause, of which `found` has its matches. They are only computed when the
 * tiers before did not find enough. Frequent tags and words are found quickly when the prompts are scanned in order; for
 * rare ones all matches can be read and sorted. `near` scans in order; only if it finds too few does `far` read all
 * matches. The planner cannot know which case applies, and each method alone takes up to a second where the other takes
 * milliseconds.
 */
function tierTables(tier: {
  rank: number;
  first: number;
  base: Prisma.Sql;
  matches: Prisma.Sql;
  order: Prisma.Sql;
  count: number;
}): Prisma.Sql {
  const { rank, base, matches, order, count } = tier;
  const [near, far, found] = [table('near', rank), table('far', rank), table('found', rank)];
  const sizes = [Prisma.sql`0`];
  for (let before = tier.first; before < rank; before++) {
    sizes.push(Prisma.sql`(SELECT count(*) FROM ${table('found', before)})`);
  }
  const isNeeded = Prisma.sql`${Prisma.join(sizes, ' + ')} < ${count}`;
  return Prisma.sql`
    ${near} AS MATERIALIZED (
      SELECT p.id FROM (SELECT * FROM prompts p WHERE ${isNeeded} AND ${base} ORDER BY ${order} LIMIT ${WINDOW}) p
      WHERE ${matches} ORDER BY ${order} LIMIT ${count}
    ), ${far} AS MATERIALIZED (
      SELECT p.id, p.like_count FROM prompts p
      WHERE ${isNeeded} AND (SELECT count(*) FROM ${near}) < ${count} AND ${base} AND ${matches}
    ), ${found} AS MATERIALIZED (
      SELECT id, ${rank}::int AS rank FROM ${near} WHERE (SELECT count(*) FROM ${near}) = ${count}
      UNION ALL (SELECT p.id, ${rank}::int FROM ${far} p ORDER BY ${order} LIMIT ${count})
    )`;
}

/** The name of a table of {@link tierTables}. */
function table(name: string, rank: number): Prisma.Sql {
  return Prisma.raw(`${name}_${rank}`);
}

function columnConditions(viewer: Viewer, { visibility, creator }: PromptQuery): Prisma.Sql[] {
  const creatorId = creator === 'me' ? (viewer?.id ?? null) : creator;
  const conditions: Prisma.Sql[] = [];
  if (visibility) conditions.push(Prisma.sql`p.visibility = ${visibility}::visibility`);
  if (creatorId !== undefined) conditions.push(Prisma.sql`p.creator_id = ${creatorId}::uuid`);
  return conditions;
}

function hasTag(name: string): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM prompt_tags pt
    WHERE pt.prompt_id = p.id AND pt.tag_id = (SELECT id FROM tags WHERE name = ${name})
  )`;
}

function after(cursor: ListKey | undefined): Prisma.Sql[] {
  if (!cursor) return [];
  if (cursor.sort === 'newest') return [Prisma.sql`p.id < ${cursor.id}::uuid`];
  return [Prisma.sql`(p.like_count, p.id) < (${cursor.likeCount}, ${cursor.id}::uuid)`];
}

function all(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([...conditions], ' AND ');
}
