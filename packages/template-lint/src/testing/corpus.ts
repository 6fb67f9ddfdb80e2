import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type CorpusCase, parseCase } from './corpusCase.ts';

const corpus = path.resolve(import.meta.dirname, '../../corpus');

/** Reads the cases of some rules of the corpus; each comes with its name, `<rule>/<case>`. */
export async function readCorpus(rules?: readonly string[]): Promise<[name: string, CorpusCase][]> {
  const folders = rules ?? (await readdir(corpus)).sort();
  const cases = await Promise.all(folders.map(readCases));
  return cases.flat();
}

async function readCases(rule: string): Promise<[name: string, CorpusCase][]> {
  const files = (await readdir(path.join(corpus, rule))).sort();
  return Promise.all(
    files.map(async (file): Promise<[string, CorpusCase]> => {
      const text = await readFile(path.join(corpus, rule, file), 'utf8');
      return [`${rule}/${path.basename(file, '.txt')}`, parseCase(text)];
    }),
  );
}
