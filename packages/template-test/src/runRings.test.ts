import path from 'node:path';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problem, type Ring, type RingEvent } from './ring.ts';
import { type RingResult, runRings } from './runRings.ts';
import { templateWith } from './testing/template.ts';
import { folderOf } from '@goldpath/files/testing';

async function resultsOf(...events: RingEvent[][]): Promise<RingResult[]> {
  const rings = events.map((yielded, index): Ring => ({
    id: (index + 1) as Ring['id'],
    title: `ring of a test`,
    async *run() {
      yield* await Promise.resolve(yielded);
    },
  }));
  const template = await templateWith();
  const { signal } = new AbortController();
  const context = { template, samples: template.samples, logs: await folderOf(), signal };
  const results: RingResult[] = [];
  for await (const event of runRings(rings, context)) if ('state' in event) results.push(event);
  return results;
}

const failure = problem('x', 'stamp.yaml', { message: 'It failed.', fix: 'Fix it.' });
const unknown = problem('x', 'stamp.yaml', { verdict: 'unverifiable', message: 'Not run.', fix: 'Run it.' });

test('a ring without problems passes, with its notes', async () => {
  expect(await resultsOf([{ note: '3 files changed' }])).toMatchObject([
    { state: 'passed', notes: ['3 files changed'] },
  ]);
});

test('the rings after one that fails are skipped', async () => {
  const results = await resultsOf([], [failure], []);
  expect(results.map(({ state }) => state)).toEqual(['passed', 'failed', 'skipped']);
});

test('a ring that could not be run is not passed, and the next ones are skipped', async () => {
  const results = await resultsOf([unknown], []);
  expect(results.map(({ state }) => state)).toEqual(['unknown', 'skipped']);
});

test('each ring has a folder for its logs', async () => {
  const [result] = await resultsOf([]);
  expect(path.basename(result?.logs ?? '')).toBe('ring-1');
  expect(existsSync(result?.logs ?? '')).toBe(true);
});
