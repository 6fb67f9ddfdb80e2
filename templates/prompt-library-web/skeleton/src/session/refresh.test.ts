import { expect, test } from 'vitest';
import { type Exchange, onceEach } from './refresh.ts';

const tokens = (name: string) => ({ accessToken: `at-${name}`, refreshToken: `rt-${name}`, expiresIn: 900 });

function counted(results: (() => ReturnType<Exchange>)[]) {
  const used: string[] = [];
  const exchange: Exchange = token => {
    used.push(token);
    return results[used.length - 1]!();
  };
  return { exchange, used };
}

test('requests with the same refresh token use it once', async () => {
  const { exchange, used } = counted([() => Promise.resolve(tokens('new'))]);
  const once = onceEach(exchange);
  const results = await Promise.all([once('old'), once('old')]);
  expect([...results, await once('old')]).toEqual([tokens('new'), tokens('new'), tokens('new')]);
  expect(used).toEqual(['old']);
});

test('each refresh token is exchanged', async () => {
  const { exchange, used } = counted([
    () => Promise.resolve(tokens('a')),
    () => Promise.resolve(tokens('b')),
  ]);
  const once = onceEach(exchange);
  expect([await once('1'), await once('2')]).toEqual([tokens('a'), tokens('b')]);
  expect(used).toEqual(['1', '2']);
});

test('a refresh token is tried again after a failure', async () => {
  const { exchange } = counted([
    () => Promise.reject(new Error('unreachable')),
    () => Promise.resolve(tokens('new')),
  ]);
  const once = onceEach(exchange);
  await expect(once('old')).rejects.toThrow('unreachable');
  expect(await once('old')).toEqual(tokens('new'));
});
