import { expect, test } from 'vitest';
import type { Check } from './check.ts';
import { runChecks } from './runChecks.ts';

const check = (title: string, more: Partial<Check> = {}): Check => ({
  title,
  cwd: '.',
  command: [title],
  ...more,
});

/** Runs checks that end in the order in which they started; returns the events and the counts. */
async function runAll(checks: Check[], failing: string[] = []) {
  const events: string[] = [];
  const total = await runChecks(checks, {
    width: 2,
    run: async ({ title }) => {
      await new Promise(setImmediate);
      const failed = failing.includes(title) ? 1 : 0;
      return { passed: 1 - failed, failed, output: '', seconds: 0 };
    },
    onStart: ({ title }) => events.push(`+${title}`),
    onEnd: ({ title }, { output }) => events.push(`-${title}${output ? `: ${output}` : ''}`),
  });
  return { events, total };
}

test('two checks run at the same time, in the order of the list', async () => {
  const { events } = await runAll([check('a'), check('b'), check('c')]);
  expect(events.slice(0, 3)).toEqual(['+a', '+b', '-a']);
  expect(events.indexOf('+c')).toBeGreaterThan(events.indexOf('-a'));
});

test('the counts are added up', async () => {
  const { total } = await runAll([check('a'), check('b'), check('c')], ['b']);
  expect(total).toEqual({ passed: 2, failed: 1 });
});

test('a check waits for the ones that must pass before, and others go ahead of it', async () => {
  const { events } = await runAll([check('install'), check('lint', { after: ['install'] }), check('format')]);
  expect(events.slice(0, 2)).toEqual(['+install', '+format']);
  expect(events.indexOf('+lint')).toBeGreaterThan(events.indexOf('-install'));
});

test('a check does not run when one that must pass before has failed', async () => {
  const { events, total } = await runAll(
    [check('install'), check('lint', { after: ['install'] })],
    ['install'],
  );
  expect(events).toEqual(['+install', '-install', '-lint: Not run: needs install.']);
  expect(total).toEqual({ passed: 0, failed: 2 });
});

test('a check that is not part of the run is not waited for', async () => {
  expect((await runAll([check('lint', { after: ['install'] })])).total).toEqual({ passed: 1, failed: 0 });
});
