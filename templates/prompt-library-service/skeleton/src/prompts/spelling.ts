import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { likePattern, type SearchWords } from './search.ts';
import { visibleTo } from './visibility.ts';

/** Misspelt words and the words to search for instead. */
export type Corrections = ReadonlyMap<string, string[]>;

/** The maximum number of corrected words per search; more are not typing errors. */
export const MAX_CORRECTED = 3;
/** The maximum number of spellings per word. */
export const MAX_SPELLINGS = 2;
/** The length of the longest word in the table search_words. */
export const MAX_LETTERS = 30;

/** The number of candidates whose prompts are checked. */
const MAX_CANDIDATES = 20;

/**
 * Finds the most similar existing words for each word that occurs in no prompt. Only prompts that the viewer may see
 * count, so that words of other prompts are neither revealed nor prevent a correction.
 * @returns an empty map unless every such word can be corrected.
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

/** Replaces misspelt words with their corrections. */
export function corrected(words: SearchWords, corrections: Corrections): SearchWords {
  return words.map(spellings => spellings.flatMap(word => corrections.get(word) ?? [word]));
}

/** Returns the words whose LIKE patterns match a prompt that the viewer may see. */
async function occurring(
  database: Database,
  viewer: Viewer,
  words: readonly string[],
  toPattern: (word: string) => string,
): Promise<string[]> {
  // MATERIALIZED makes the planner expect all matches, and so use the index, although only one is read.
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
    // One trigram in five is little, but a typing error in the middle of a short word leaves no more.
    await transaction.$executeRaw`SELECT set_config('pg_trgm.word_similarity_threshold', '0.2', TRUE)`;
    const rows = await transaction.$queryRaw<{ word: string }[]>`
      SELECT word FROM search_words WHERE word %> ${word} ORDER BY word_similarity(${word}, word) DESC LIMIT 1000`;
    return rows.map(row => row.word);
  });
}

interface Candidate {
  word: string;
  errors: number;
  /** How many letters longer or shorter it is. */
  surplus: number;
}

/** Returns the candidates that may be the intended word, most likely first. */
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

/** Returns the maximum number of typing errors that are corrected; a Hangul syllable counts as three letters. */
function maxErrors(word: string): number {
  if (!/^\p{L}+$/u.test(word) || word.length < 4 || word.length > MAX_LETTERS) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * Returns how many letters are missing, added, changed or swapped with the next one between a word and the start of
 * another word, which may have an ending; in Hangul, where words are compounded and carry particles, between the word
 * and any part of the other word. This is the optimal string alignment distance with the free ends of Sellers, "The
 * Theory and Computation of Evolutionary Distances" (1980).
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
