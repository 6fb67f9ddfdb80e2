import { expect, test } from 'vitest';
import { roundAnswers } from './roundAnswers.ts';

const running = { round: { number: 7, isRunning: true } };
const ended = { round: { number: 7, isRunning: false } };

/** The answers of a portal in this order, and the rounds that it was asked for. */
function portal<Answer>(answers: readonly (Answer | Error)[]) {
  const asked: (number | undefined)[] = [];
  const rest = [...answers];
  const ask = (round?: number) => {
    asked.push(round);
    const answer = rest.shift();
    if (answer === undefined) throw new Error('The portal was asked again.');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { ask, asked };
}

const { signal } = new AbortController();

async function allOf<Answer>(answers: AsyncIterable<Answer>): Promise<Answer[]> {
  const all = [];
  for await (const answer of answers) all.push(answer);
  return all;
}

test('a round is asked for by its number until it has ended', async () => {
  const { ask, asked } = portal([running, running, ended]);
  const answers = await allOf(roundAnswers(ask, () => true, 0, signal));
  expect(answers).toEqual([running, running, ended]);
  expect(asked).toEqual([undefined, 7, 7]);
});

test('a round that has ended with the first answer is not asked for', async () => {
  const { ask, asked } = portal([ended]);
  await allOf(roundAnswers(ask, () => true, 0, signal));
  expect(asked).toEqual([undefined]);
});

test('an incomplete answer is asked for again after the end of the round', async () => {
  const [waiting, complete] = [
    { ...ended, waiting: 1 },
    { ...ended, waiting: 0 },
  ];
  const { ask, asked } = portal([waiting, complete]);
  const answers = roundAnswers(ask, answer => answer.waiting === 0, 0, signal);
  expect(await allOf(answers)).toEqual([waiting, complete]);
  expect(asked).toEqual([undefined, 7]);
});

test('the answers before a failure are not lost', async () => {
  const { ask } = portal([running, new Error('the portal is away')]);
  const answers = roundAnswers(ask, () => true, 0, signal);
  expect((await answers.next()).value).toBe(running);
  await expect(answers.next()).rejects.toThrow('the portal is away');
});

test('a page that was left does not ask again', async () => {
  const { ask, asked } = portal([{ ...ended, waiting: 1 }]);
  const left = new AbortController();
  const answers = roundAnswers(ask, () => false, 60_000, left.signal);
  await answers.next();
  const next = answers.next();
  left.abort();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(asked).toEqual([undefined]);
});
