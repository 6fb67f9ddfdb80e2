import type { ServiceReport } from '@goldpath/plugin-goldpath-common';
import { expect, test } from 'vitest';
import { countStates, countVersions, toCsv, toRow } from './rows.ts';

const report: ServiceReport = {
  entityRef: 'component:default/orders',
  title: 'orders',
  folder: '/stamped/orders',
  state: 'current',
  template: { id: 'tiny', version: '1.2.0', latest: '1.2.0' },
  changes: { added: [], changed: [], removed: [] },
  modified: [],
  newer: [],
};

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

const inspected = { checks: { blocks: false, problems: 0 }, lastUpgrade: '2026-11-29T10:00:00Z' };

test.each([
  [{ blocks: false, problems: 0 }, 'pass'],
  [{ blocks: false, problems: 1 }, 'pass, 1 finding'],
  [{ blocks: true, problems: 2 }, 'fail, 2 findings'],
])('the checks %j are %j', (checks, word) => {
  expect(toRow({ ...report, checks }).checks).toBe(word);
});

test('the CSV has a heading, quoted values and no formulas', () => {
  const rows = [toRow({ ...report, ...inspected, title: '=1+1', owner: 'group:default/a "b"' })];
  expect(toCsv(rows)).toBe(
    'title,owner,template,version,state,upgrade,modified,checks,lastUpgrade\r\n' +
      `"'=1+1","group:default/a ""b""","tiny","1.2.0","current","Nothing to do","0","pass","2026-11-29"\r\n`,
  );
});
