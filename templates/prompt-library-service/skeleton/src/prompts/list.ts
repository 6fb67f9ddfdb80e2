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
interface Ranked {
  row: PromptRow;
  rank: number;
}

/**
 * Returns one page of the prompts that match a query and that the viewer may see. Without `q` it runs one statement. A
 * search that finds nothing is repeated with corrected spelling.
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
  const keyOf = ({ row: { id, likeCount }, rank }: Ranked): ListKey => {
    const end = { id, instead: [...instead] };
    if (sort === 'newest') return { sort, ...end };
    if (sort === 'likes') return { sort, ...end, likeCount };
    return { sort, ...end, likeCount, rank };
  };
  return toPage(rows, limit, keyOf, ({ row }) => toSummary(row));
}

/** Reads one row more than the page needs. */
async function fetchRows(
  database: Database,
  viewer: Viewer,
  query: PromptQuery,
  words: SearchWords,
): Promise<Ranked[]> {
  const tiers = tiersOf(query, words);
  const first = query.cursor?.sort === 'relevance' ? query.cursor.rank : 0;
  const rows: Ranked[] = [];
  for (let rank = first; rank < tiers.length && rows.length <= query.limit; rank++) {
    const count = query.limit + 1 - rows.length;
    const cursor = rank === first ? query.cursor : undefined;
    const found = await fetchTier(database, viewer, query, { tier: tiers[rank], cursor, count });
    rows.push(...found.map(row => ({ row, rank })));
  }
  return rows;
}

/** The conditions of a search, best matches first; undefined for a list without a search. */
function tiersOf(query: PromptQuery, words: SearchWords): (Prisma.Sql | undefined)[] {
  if (sortOf(query) === 'relevance') return relevanceTiers(words);
  return words.length > 0 ? [isInDocument(words)] : [undefined];
}

/** How many prompts are scanned in order before all matches are read by index. */
const WINDOW = 1_000;

/**
 * Frequent tags and words are found quickly when the prompts are scanned in order; for rare ones all matches can be
 * read and sorted. `near` scans in order; only if it finds too few does `far` read all matches. The planner cannot know
 * which case applies, and each method alone takes up to a second where the other takes milliseconds.
 */
function fetchTier(
  database: Database,
  viewer: Viewer,
  query: PromptQuery,
  { tier, cursor, count }: { tier: Prisma.Sql | undefined; cursor: ListKey | undefined; count: number },
): Promise<PromptRow[]> {
  const order = sortOf(query) === 'newest' ? Prisma.sql`p.id DESC` : Prisma.sql`p.like_count DESC, p.id DESC`;
  const base = all([visibleTo(viewer), ...columnConditions(viewer, query), ...after(cursor)]);
  const indexed = query.tag.map(hasTag);
  if (tier) indexed.push(tier);
  const unindexed: Prisma.Sql[] = [];
  if (query.agentType) unindexed.push(Prisma.sql`p.agent_type = ${query.agentType}::agent_type`);
  if (indexed.length === 0) {
    return database.$queryRaw`
      SELECT ${summaryColumns(viewer)} FROM ${promptTables} WHERE ${all([base, ...unindexed])}
      ORDER BY ${order} LIMIT ${count}`;
  }
  const matches = all([...indexed, ...unindexed]);
  return database.$queryRaw`
    WITH near AS MATERIALIZED (
      SELECT p.id FROM (SELECT * FROM prompts p WHERE ${base} ORDER BY ${order} LIMIT ${WINDOW}) p
      WHERE ${matches} ORDER BY ${order} LIMIT ${count}
    ), far AS MATERIALIZED (
      SELECT p.id, p.like_count FROM prompts p
      WHERE (SELECT count(*) FROM near) < ${count} AND ${base} AND ${matches}
    ), found AS (
      SELECT id FROM near WHERE (SELECT count(*) FROM near) = ${count}
      UNION ALL (SELECT p.id FROM far p ORDER BY ${order} LIMIT ${count})
    )
    SELECT ${summaryColumns(viewer)} FROM ${promptTables} JOIN found ON found.id = p.id ORDER BY ${order}`;
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
