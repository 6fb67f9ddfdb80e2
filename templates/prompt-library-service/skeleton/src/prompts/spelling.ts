import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { likePattern, type SearchWords } from './search.ts';
import { visibleTo } from './visibility.ts';

/** Words to look for in place of misspelt ones. */
export type Corrections = ReadonlyMap<string, string[]>;

/** The most misspelt words of one search that are corrected; more of them are no typing errors. */
export const MAX_CORRECTED = 3;
/** The most spellings that one word is looked for in. */
export const MAX_SPELLINGS = 2;
/** Letters of the longest word in the table search_words. */
export const MAX_LETTERS = 30;

/** Candidates whose prompts are looked at. */
const MAX_CANDIDATES = 20;

/**
 * Finds for each word that occurs in no prompt the words most like it that do. Only prompts that the viewer
 * may see are looked at, so that the others' words neither show nor keep a word from being corrected.
 * @returns nothing unless there is something for every such word.
 */
export async function correctSpelling(
  database: Database,
  viewer: Viewer,
  words: SearchWords,
): Promise<Corrections> {
  const typed = words.flat();
  const known = await occurring(database, viewer, typed, likePattern);
  const misspelt = typed.filter(word => !known.includes(word));
  if (misspelt.length > MAX_CORRECTED || misspelt.some(word => maxErrors(word) === 0)) return new Map();
  const corrections = new Map<string, string[]>();
  for (const word of misspelt) {
    const near = byLikeness(word, await similarWords(database, word)).slice(0, MAX_CANDIDATES);
    const candidates = near.map(candidate => candidate.word);
    const seen = await occurring(database, viewer, candidates, word => `% ${word} %`);
    const [best, ...rest] = near.filter(candidate => seen.includes(candidate.word));
    if (!best) return new Map();
    const equal = rest.filter(({ errors, surplus }) => errors === best.errors && surplus === best.surplus);
    corrections.set(
      word,
      [best, ...equal].slice(0, MAX_SPELLINGS).map(candidate => candidate.word),
    );
  }
  return corrections;
}

/** Puts the corrections in the misspelt words' places. */
export function corrected(words: SearchWords, corrections: Corrections): SearchWords {
  return words.map(spellings => spellings.flatMap(word => corrections.get(word) ?? [word]));
}

/** Which of the words some prompt has, by their LIKE patterns, that the viewer may see. */
async function occurring(
  database: Database,
  viewer: Viewer,
  words: readonly string[],
  toPattern: (word: string) => string,
): Promise<string[]> {
  // MATERIALIZED plans for all the matches, that is with the index, though one is read.
  const rows = await database.$queryRaw<{ word: string }[]>`
    SELECT given.word FROM unnest(${words}::text[], ${words.map(toPattern)}::text[]) AS given (word, pattern)
    WHERE EXISTS (
      WITH found AS MATERIALIZED (
        SELECT FROM prompts p WHERE p.search_document LIKE given.pattern AND ${visibleTo(viewer)}
      )
      SELECT FROM found
    )`;
  return rows.map(row => row.word);
}

function similarWords(database: Database, word: string): Promise<string[]> {
  return database.$transaction(async transaction => {
    // One trigram of five is little, but a typing error in the middle of a short word leaves no more.
    await transaction.$executeRaw`SELECT set_config('pg_trgm.word_similarity_threshold', '0.2', TRUE)`;
    const rows = await transaction.$queryRaw<{ word: string }[]>`
      SELECT word FROM search_words WHERE word %> ${word} ORDER BY word_similarity(${word}, word) DESC LIMIT 1000`;
    return rows.map(row => row.word);
  });
}

interface Candidate {
  word: string;
  errors: number;
  /** By how many letters it is longer or shorter. */
  surplus: number;
}

/** The candidates that the word may be meant for, the likeliest first. */
export function byLikeness(word: string, candidates: readonly string[]): Candidate[] {
  return candidates
    .map(candidate => ({
      word: candidate,
      errors: typingErrors(word, candidate),
      surplus: Math.abs(candidate.length - word.length),
    }))
    .filter(({ errors }) => errors <= maxErrors(word))
    .sort((a, b) => a.errors - b.errors || a.surplus - b.surplus || (a.word < b.word ? -1 : 1));
}

/** How many typing errors are taken for such; a syllable of Hangul counts three letters. */
function maxErrors(word: string): number {
  if (!/^\p{L}+$/u.test(word) || word.length < 4 || word.length > MAX_LETTERS) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * How many letters are left out, added, changed or swapped with their neighbour between a word and the
 * beginning of another one, which may go on with an ending; in Hangul, where words are written together and
 * carry particles, between the word and any part of the other one. Optimal string alignment distance, with
 * the free ends of Sellers, "The Theory and Computation of Evolutionary Distances" (1980).
 */
export function typingErrors(word: string, other: string): number {
  const isHangul = /^[\u1100-\u11ff]+$/.test(word);
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => (isHangul ? 0 : column));
  for (let row = 1; row <= word.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = word[row - 1] === other[column - 1];
      const isSwap = word[row - 1] === other[column - 2] && word[row - 2] === other[column - 1];
      next[column] = Math.min(
        last[column]! + 1,
        next[column - 1]! + 1,
        last[column - 1]! + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? Infinity) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, next];
  }
  return Math.min(...last);
}
