import type { InfrastructurePart } from '@goldpath/plugin-goldpath-common';
import { expect, test } from 'vitest';
import { nextState, nothingYet, type PreviewEvent } from './state.ts';

const infrastructure = (total: number): InfrastructurePart => ({
  part: 'infrastructure',
  stages: [
    { stage: 'dev', region: 'eu-central-1', svg: '', currency: 'USD', total, lines: [], unpriced: [] },
    { stage: 'prod', region: 'eu-central-1', svg: '', currency: 'USD', total: 5, lines: [], unpriced: [] },
  ],
  assumptions: {},
  leftOut: [],
});

const after = (...events: PreviewEvent[]) => events.reduce(nextState, nothingYet);

test('the totals before the last answer are kept where they differ', () => {
  const parts = [10, 12].map(total => ({ kind: 'part', part: infrastructure(total) }) as const);
  expect(after(...parts).totalsBefore).toEqual({ dev: 10 });
  expect(after(...parts, { kind: 'part', part: infrastructure(12) }).totalsBefore).toEqual({});
});

test('the last parts are shown while the new ones are loaded, and an error goes with the next attempt', () => {
  const error = new Error('503');
  const failed = after({ kind: 'part', part: infrastructure(1) }, { kind: 'failed', error });
  expect(failed).toMatchObject({ error, isLoading: false });
  const started = nextState(failed, { kind: 'started' });
  expect(started).not.toHaveProperty('error');
  expect(started).toMatchObject({ isLoading: true, infrastructure: { part: 'infrastructure' } });
});
