import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from '../root.mjs';
import { writtenFiles } from './files.ts';

/** A phrase that docs/style.md advises against. */
export interface BannedPhrase {
  name: string;
  pattern: RegExp;
  /** the words to use instead */
  use: string;
  /** how many occurrences per 10,000 lines are accepted */
  rate: number;
}

/** An occurrence of a phrase. */
export interface Occurrence {
  phrase: BannedPhrase;
  /** relative to the root of the repository, with `/` */
  file: string;
  line: number;
  text: string;
}

/** The occurrences in a number of lines. */
export interface Count {
  lines: number;
  occurrences: Occurrence[];
}

interface Data {
  phrases: { name: string; pattern: string; use: string; rate?: number }[];
  ignored: string[];
}

const data = parse(readFileSync(path.join(import.meta.dirname, 'bannedPhrases.yaml'), 'utf8')) as Data;

/** The phrases of bannedPhrases.yaml. */
export const bannedPhrases: readonly BannedPhrase[] = data.phrases.map(
  ({ pattern, rate = 0, ...phrase }) => ({
    ...phrase,
    rate,
    pattern: new RegExp(pattern.replace('(?i)', ''), pattern.startsWith('(?i)') ? 'i' : ''),
  }),
);

/** Returns the occurrences in a file; the words of a name in camelCase or snake_case count one by one. */
export function occurrencesIn(file: string, text: string): Occurrence[] {
  const occurrences: Occurrence[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
    for (const phrase of bannedPhrases) {
      if (phrase.pattern.test(words)) occurrences.push({ phrase, file, line: index + 1, text: line.trim() });
    }
  }
  return occurrences;
}

/** Counts the phrases in all files that people of this repository write. */
export function countPhrases(): Count {
  const files = writtenFiles().filter(file => !data.ignored.some(glob => path.matchesGlob(file, glob)));
  const count: Count = { lines: 0, occurrences: [] };
  for (const file of files) {
    const text = readFileSync(path.join(root, file), 'utf8');
    count.lines += text.split('\n').length;
    count.occurrences.push(...occurrencesIn(file, text));
  }
  return count;
}
