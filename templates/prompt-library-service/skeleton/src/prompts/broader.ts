import type { SearchWords } from './search.ts';

/** The particles that Korean nouns carry, longest first, as the words that they are removed from: see `searchable`. */
const PARTICLES = [
  '에서는',
  '으로는',
  '에서',
  '으로',
  '에는',
  '에게',
  '까지',
  '부터',
  '처럼',
  '보다',
  '이나',
  '을',
  '를',
]
  .concat(['이', '가', '은', '는', '의', '에', '로', '와', '과', '도', '만', '나'])
  .map(toLetters);

/** Letters of one syllable in a search word. */
const SYLLABLE = 3;

/** The most words of a search whose parts are searched, and the most syllables of such a word: more are many conditions. */
const [MAX_WORDS, MAX_SYLLABLES] = [4, 6];

/**
 * The ways to find more, in the order in which they are tried, while nothing is found: in each, every group of spellings
 * must occur.
 */
const steps: readonly ((words: SearchWords) => SearchWords)[] = [
  words => words,
  words => words.map(spellings => [...new Set(spellings.flatMap(looser))]),
  words => (words.length > MAX_WORDS ? words : words.flatMap(parts)),
  allButOne,
  words => [words.flat()],
];

/** The number of {@link broader} searches. */
export const MAX_BREADTH = steps.length - 1;

/**
 * Returns a search that finds more: without particles and hyphens (1), also the parts of compounds (2), all words but one
 * (3), any of the words (4).
 * @param breadth - 0 returns the words unchanged.
 */
export function broader(words: SearchWords, breadth: number): SearchWords {
  const loose = breadth > 0 ? steps[1]!(words) : words;
  return steps[breadth]!(loose);
}

/** Adds the word without its particle and without punctuation inside it: `e - mail` is also `email`. */
function looser(word: string): string[] {
  const joined = word.replace(/(?<=[\p{L}\p{N}]) [^\p{L}\p{N}\s] (?=[\p{L}\p{N}])/gu, '');
  const particle = isHangul(word)
    ? PARTICLES.find(end => word.endsWith(end) && word.length - end.length >= 2 * SYLLABLE)
    : undefined;
  return [word, joined, ...(particle === undefined ? [] : [word.slice(0, -particle.length)])];
}

/**
 * Divides a compound in two at every possible place: one of the divisions must occur. As groups of which each must occur,
 * that is every choice of one part of each division.
 */
function parts(spellings: readonly string[]): readonly (readonly string[])[] {
  const word = spellings.at(-1) ?? '';
  const syllables = word.length / SYLLABLE;
  if (!isHangul(word) || syllables < 4 || syllables > MAX_SYLLABLES) return [spellings];
  let groups: string[][] = [[]];
  for (let at = 2; at <= syllables - 2; at++) {
    const halves = [word.slice(0, at * SYLLABLE), word.slice(at * SYLLABLE)];
    groups = groups.flatMap(group => halves.map(half => [...group, half]));
  }
  return groups.map(group => [...new Set([...spellings, ...group])]);
}

/** All words but one occur exactly if, of any two words, one occurs. */
function allButOne(words: SearchWords): SearchWords {
  if (words.length < 2 || words.length > 2 * MAX_WORDS) return words;
  return words.flatMap((one, at) => words.slice(at + 1).map(other => [...one, ...other]));
}

function isHangul(word: string): boolean {
  return /^[\u1100-\u11ff]+$/.test(word);
}

/** Writes Hangul as the SQL function `searchable` does: three letters for each syllable. */
function toLetters(hangul: string): string {
  return hangul.normalize('NFD').replace(/(?<=[\u1161-\u1175])(?![\u11a8-\u11ff])/g, '\u11ff');
}
