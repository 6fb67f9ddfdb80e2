import { expect, test } from 'vitest';
import { bannedPhrases, countPhrases, occurrencesIn } from './bannedPhrases.ts';

const { lines, occurrences } = countPhrases();

test.each(bannedPhrases.map(phrase => ({ phrase, name: phrase.name })))('$name', ({ phrase }) => {
  const found = occurrences.filter(occurrence => occurrence.phrase === phrase);
  const accepted = Math.floor((phrase.rate * lines) / 10_000);
  const places = found.map(({ file, line, text }) => `${file}:${line}: ${text} (use: ${phrase.use})`);
  expect(places.length > accepted ? places : []).toEqual([]);
});

test.each([
  ['/** What a rule demands. */', 'What is ... as a noun'],
  ['the user is told', 'tell'],
  ['class AnswerJudge', 'judge'],
  ['const judge_all = 1', 'judge'],
  ['This is no port.', 'is no X'],
  ['where the file lies', 'lies'],
])('%j contains a banned phrase', (line, name) => {
  expect(occurrencesIn('a.ts', line).map(({ phrase }) => phrase.name)).toContain(name);
});

test.each([
  'What is new?',
  'by default there is no port',
  'It is no longer needed.',
  'the standard is a model for others',
  'the stand-in stands in for Alpine',
])('%j is accepted', line => {
  expect(occurrencesIn('a.ts', line)).toEqual([]);
});
