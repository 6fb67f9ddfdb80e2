import type { ServiceReport } from '@goldpath/plugin-goldpath-common';
import { expect, test } from 'vitest';
import { englishText } from '../messages/testing/englishText.ts';
import { checksSentence, countStates, countVersions, toCsv, toRow as rowIn } from './rows.ts';

const report: ServiceReport = {
  entityRef: 'component:default/orders',
  title: 'orders',
  folder: '/stamped/orders',
  state: 'current',
  template: { id: 'tiny', version: '1.2.0', latest: '1.2.0' },
  changes: { added: [], changed: [], removed: [] },
  modified: [],
  newer: [],
  checks: { result: 'unknown', reason: 'it was not checked yet' },
};

const toRow = (service: ServiceReport) => rowIn(service, englishText);

test('a current service has nothing to do', () => {
  expect(toRow(report)).toMatchObject({ version: '1.2.0', upgrade: 'Nothing to do', modified: 0, owner: '' });
});

test('an outdated service has both versions, and what the template changed', () => {
  const outdated: ServiceReport = {
    ...report,
    state: 'outdated',
    template: { id: 'tiny', version: '1.2.0', latest: '1.3.0' },
    changes: { added: ['a'], changed: ['b', 'c'], removed: [] },
    modified: ['README.md'],
  };
  expect(toRow(outdated)).toMatchObject({
    version: '1.2.0 → 1.3.0',
    upgrade: '2 changed, 1 added by the template',
    modified: 1,
  });
});

test('a service without a manifest has the reason', () => {
  const { template: _template, ...rest } = report;
  const unknown: ServiceReport = { ...rest, state: 'unknown', reason: 'it has no manifest' };
  expect(toRow(unknown)).toMatchObject({ template: '', version: '', upgrade: 'it has no manifest' });
});

test('services are counted by state', () => {
  expect(countStates([report, { ...report, state: 'unknown' }, report])).toEqual({
    current: 2,
    outdated: 0,
    unknown: 1,
  });
});

test('services are counted by the version of their template, the newest first', () => {
  const of = (id: string, version: string) => ({ ...report, template: { id, version } });
  const { template: _template, ...without } = report;
  const reports = [
    of('tiny', '0.9.0'),
    of('big', '1.0.0'),
    of('tiny', '0.10.0'),
    of('tiny', '0.9.0'),
    without,
  ];
  expect(countVersions(reports).map(({ template, version, count }) => [template, version, count])).toEqual([
    ['big', '1.0.0', 1],
    ['tiny', '0.10.0', 1],
    ['tiny', '0.9.0', 2],
  ]);
});

test('the files that a release changes are counted for each version', () => {
  const changes = { added: ['a'], changed: ['b', 'c'], removed: [] };
  const outdated: ServiceReport = { ...report, state: 'outdated', changes };
  expect(countVersions([outdated, report, outdated])).toMatchObject([{ count: 3, outdated: 2, files: 6 }]);
});

const lastUpgrade = '2026-11-29T10:00:00Z';

test.each([
  [{ result: 'pass', findings: 0 }, 'pass'],
  [{ result: 'pass', findings: 1 }, 'pass, 1 finding'],
  [{ result: 'fail', findings: 2 }, 'fail, 2 findings'],
  [{ result: 'fail' }, 'fail'],
  [{ result: 'unknown', reason: 'its check is running' }, 'unknown'],
] as const)('the checks %j are %j', (checks, word) => {
  expect(toRow({ ...report, checks }).checks).toBe(word);
});

test('an unknown result has its reason', () => {
  expect(checksSentence({ result: 'unknown', reason: 'its check is running' }, englishText)).toBe(
    'Last check: unknown, because its check is running.',
  );
});

test('a result has its time', () => {
  const endedAt = '2026-11-29T10:00:00Z';
  const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
  const time = format.format(new Date(endedAt));
  expect(checksSentence({ result: 'fail', findings: 2, endedAt }, englishText)).toBe(
    `Last check: fail, 2 findings, ${time}.`,
  );
});

test('the CSV has a heading, quoted values and no formulas', () => {
  const rows = [toRow({ ...report, lastUpgrade, title: '=1+1', owner: 'group:default/a "b"' })];
  expect(toCsv(rows)).toBe(
    'title,owner,template,version,state,upgrade,modified,checks,lastUpgrade\r\n' +
      `"'=1+1","group:default/a ""b""","tiny","1.2.0","current","Nothing to do","0","unknown","2026-11-29"\r\n`,
  );
});
