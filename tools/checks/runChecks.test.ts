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
async function runAll(checks: Check[], failing: string[] = [], isOver?: (events: string[]) => boolean) {
  const events: string[] = [];
  const total = await runChecks(checks, {
    width: 2,
    isOver: () => isOver?.(events) ?? false,
    run: async ({ title }) => {
      await new Promise(setImmediate);
      const failed = failing.includes(title) ? 1 : 0;
      return { passed: 1 - failed, failed, output: '', seconds: 0 };
    },
    onStart: ({ title }) => events.push(`+${title}`),
    onEnd: ({ title }, { output }) => events.push(`-${title}${output ? `: ${output}` : ''}`),
    onLeftOut: ({ title }) => events.push(`left out ${title}`),
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

test('when the time is over, running checks end and the others are left out', async () => {
  const checks = [check('a'), check('b'), check('c'), check('d', { after: ['c'] })];
  const { events, total } = await runAll(checks, [], soFar => soFar.includes('-a'));
  expect(events).toEqual(['+a', '+b', '-a', '-b', 'left out c', 'left out d']);
  expect(total).toEqual({ passed: 2, failed: 0 });
});
