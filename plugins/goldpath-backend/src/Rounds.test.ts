import { expect, test } from 'vitest';
import { Rounds } from './Rounds.ts';

const never = () => new Promise<void>(() => undefined);

test('a round that ends soon is waited for', async () => {
  const rounds = new Rounds({ firstPatience: 60_000 });
  expect(await rounds.wait(() => Promise.resolve())).toEqual({ number: 1, isRunning: false });
});

test('a round that takes long is left, and has a number to ask for', async () => {
  const rounds = new Rounds({ firstPatience: 0, nextPatience: 60_000 });
  const work = Promise.withResolvers<undefined>();
  expect(await rounds.wait(() => work.promise)).toEqual({ number: 1, isRunning: true });
  const asked = rounds.wait(never, 1);
  work.resolve(undefined);
  expect(await asked).toEqual({ number: 1, isRunning: false });
});

test('a request joins the round that is in progress', async () => {
  const rounds = new Rounds({ firstPatience: 0 });
  let begun = 0;
  const work = () => {
    begun += 1;
    return never();
  };
  await rounds.wait(work);
  expect(await rounds.wait(work)).toEqual({ number: 1, isRunning: true });
  expect(begun).toBe(1);
});

test('a request for a round that has ended does not begin another', async () => {
  const rounds = new Rounds();
  await rounds.wait(() => Promise.resolve());
  expect(await rounds.wait(never, 1)).toEqual({ number: 1, isRunning: false });
});

test('a request for an earlier round does not wait for the later one', async () => {
  const rounds = new Rounds({ firstPatience: 0, nextPatience: 60_000 });
  await rounds.wait(() => Promise.resolve());
  await rounds.end();
  await rounds.wait(never);
  expect(await rounds.wait(never, 1)).toEqual({ number: 1, isRunning: false });
});

test('the failure of a round is reported to those who ask for it, and the next round begins afresh', async () => {
  const rounds = new Rounds({ firstPatience: 0 });
  const work = Promise.withResolvers<undefined>();
  await rounds.wait(() => work.promise);
  work.reject(new Error('out of order'));
  await expect(rounds.wait(never, 1)).rejects.toThrow('out of order');
  expect(await rounds.wait(never)).toEqual({ number: 2, isRunning: true });
});
