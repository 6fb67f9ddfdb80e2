import { expect, test } from 'vitest';
import { chooseFixes } from './chooseFixes.ts';

/** Chooses from fixes that solve the problem of their name, or make another one. */
async function choose(fixes: readonly string[], makes: Readonly<Record<string, string>> = {}) {
  let checks = 0;
  const problemsWith = (chosen: readonly string[]) => {
    const left = ['a', 'b', 'c', 'd'].filter(problem => !chosen.includes(problem));
    const made = chosen.map(fix => makes[fix]).filter(problem => problem !== undefined);
    return new Map([...left, ...made].map(problem => [problem, 1]));
  };
  const choice = await chooseFixes(fixes, problemsWith([]), chosen => {
    checks += 1;
    return Promise.resolve(problemsWith(chosen));
  });
  return { ...choice, checks };
}

test('fixes that help are chosen together', async () => {
  expect(await choose(['a', 'b', 'c'])).toEqual({ chosen: ['a', 'b', 'c'], rejected: [], checks: 1 });
});

test('no fix needs no check', async () => {
  expect(await choose([])).toEqual({ chosen: [], rejected: [], checks: 0 });
});

test('a fix that makes a new problem is found in halves', async () => {
  const { chosen, rejected } = await choose(['a', 'b', 'c', 'd'], { c: 'new' });
  expect({ chosen, rejected }).toEqual({ chosen: ['a', 'b', 'd'], rejected: ['c'] });
});

test('a fix that solves nothing is rejected', async () => {
  const { chosen, rejected } = await choose(['other']);
  expect({ chosen, rejected }).toEqual({ chosen: [], rejected: ['other'] });
});
