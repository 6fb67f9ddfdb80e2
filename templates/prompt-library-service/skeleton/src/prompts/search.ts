import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';

/**
 * The words of a search: each must occur in one of its spellings. Spellings are normalized by the SQL function
 * `searchable`.
 */
export type SearchWords = readonly (readonly string[])[];

/** Splits the user's input into words at white space. */
export async function searchWords(database: Database, typed: string): Promise<SearchWords> {
  const rows = await database.$queryRaw<{ word: string }[]>`
    SELECT trim(searchable(word)) AS word
    FROM unnest(${typed.split(/\s+/)}::text[]) WITH ORDINALITY AS typed (word, place) ORDER BY place`;
  return [...new Set(rows.map(row => row.word).filter(Boolean))].map(word => [word]);
}

/**
 * Returns the LIKE pattern of a word in a search document. Three or more letters match anywhere; fewer cannot use the
 * trigram index, so they must be a whole word, such as `AI` or `中`.
 */
export function likePattern(word: string): string {
  const parts = word.split(' ');
  const [start, end] = [parts[0], parts.at(-1)].map(part => ([...(part ?? '')].length < 3 ? ' ' : ''));
  return `%${start}${word.replace(/[\\%_]/g, '\\$&')}${end}%`;
}

/** Returns the condition on `prompts p` that every word occurs in title, description or text. */
export function isInDocument(words: SearchWords): Prisma.Sql {
  return hasAll(Prisma.sql`p.search_document`, words);
}

/**
 * Returns conditions on `prompts p`, best matches first: every word is in the title; in title or description; in title,
 * description or text. Exactly one of them is true where {@link isInDocument} is.
 */
export function relevanceTiers(words: SearchWords): Prisma.Sql[] {
  // U+0001 ends the title; see the migration.
  const inTitle = hasAll(Prisma.sql`p.search_heading`, words, '\u0001%');
  const inHeading = hasAll(Prisma.sql`p.search_heading`, words);
  return [
    inTitle,
    Prisma.sql`${inHeading} AND NOT (${inTitle})`,
    Prisma.sql`${isInDocument(words)} AND NOT (${inHeading})`,
  ];
}

function hasAll(column: Prisma.Sql, words: SearchWords, before = ''): Prisma.Sql {
  const conditions = words.map(spellings => {
    const patterns = spellings.map(word => likePattern(word) + before);
    return Prisma.sql`${column} LIKE ANY (${patterns}::text[])`;
  });
  return Prisma.join(conditions, ' AND ');
}
