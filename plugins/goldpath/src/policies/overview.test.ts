import type { CheckedService, ReportedRule } from '@goldpath/plugin-goldpath-common';
import { expect, test } from 'vitest';
import { englishText } from '../messages/testing/englishText.ts';
import { countResults, rulesOf, selectRules, tasksOf, waiversOf } from './overview.ts';

const rule = (id: string, controls: string[] = []): ReportedRule => ({
  id,
  title: `The ${id} is right.`,
  why: 'Otherwise it breaks.',
  severity: 'error',
  controls,
});
const finding = (id: string, verdict: 'fail' | 'waived' = 'fail') => ({
  rule: id,
  severity: 'error' as const,
  verdict,
  location: { file: 'infra/index.ts', line: 1 },
  message: 'It is not right.',
});
const service = (title: string, more: Partial<CheckedService>): CheckedService => ({
  entityRef: `component:default/${title}`,
  title,
  owner: 'group:default/shop',
  state: 'checked',
  findings: [],
  blocking: 0,
  waivers: [],
  ...more,
});
const waiver = (until: string) => ({ rule: 'a', resource: 'disk', reason: 'a test', until });
const failed = { result: 'fail' as const };
const today = new Date('2026-11-29T23:30:00Z');

const policies = {
  trend: [],
  onGitHub: [],
  rules: [rule('a'), rule('b', ['RDS.2']), rule('c')],
  services: [
    service('one', { findings: [finding('b'), finding('b'), finding('a', 'waived')] }),
    service('two', { findings: [finding('b')], owner: 'group:default/other' }),
  ],
};

test('the rules that most services break come first, each with its services', () => {
  const rules = rulesOf(policies);
  expect(rules.map(each => each.rule.id)).toEqual(['b', 'a', 'c']);
  expect(rules[0]?.broken.map(each => [each.service.title, each.findings.length])).toEqual([
    ['one', 2],
    ['two', 1],
  ]);
  expect(rules[1]).toMatchObject({ broken: [], waived: [{ service: { title: 'one' } }] });
});

test.each([
  ['all', '', ['b', 'a', 'c']],
  ['broken', '', ['b']],
  ['waived', '', ['a']],
  ['all', 'rds.2 breaks', ['b']],
  ['broken', 'nothing', []],
] as const)('of %s rules, those with the words "%s" are shown', (shown, words, ids) => {
  expect(selectRules(rulesOf(policies), shown, words).map(each => each.rule.id)).toEqual(ids);
});

test('the waiver that ends first comes first, with its days', () => {
  const services = [
    service('one', { waivers: [waiver('2027-01-31'), waiver('2026-11-29')] }),
    service('two', { waivers: [waiver('2026-11-28')] }),
  ];
  expect(waiversOf({ services }, today).map(each => [each.service.title, each.daysLeft])).toEqual([
    ['two', -1],
    ['one', 0],
    ['one', 63],
  ]);
});

test('the failed checks and the ending waivers of the own services are tasks', () => {
  const services = [
    service('one', {
      findings: [finding('b'), finding('a', 'waived')],
      blocking: 1,
      waivers: [waiver('2026-12-01')],
    }),
    service('two', { findings: [finding('b')], blocking: 1, owner: 'group:default/other' }),
    service('three', { state: 'failed', problem: 'out of order' }),
    service('four', { waivers: [waiver('2027-06-01')] }),
  ];
  const onGitHub = [
    { entityRef: 'component:default/five', title: 'five', owner: 'group:default/shop', checks: failed },
    { entityRef: 'component:default/six', title: 'six', owner: 'group:default/other', checks: failed },
  ];
  const tasks = tasksOf({ services, onGitHub }, ['group:default/shop'], today, englishText);
  expect(tasks.map(task => `${task.service.title}: ${task.text}`)).toEqual([
    'one: a check fails',
    'three: its checks could not run',
    'five: its check on GitHub fails',
    'one: the waiver of a ends in 2 days',
  ]);
});

test('the services on GitHub are counted by the result of their check', () => {
  const onGitHub = (title: string, result: 'pass' | 'fail' | 'unknown') => ({
    entityRef: `component:default/${title}`,
    title,
    checks: { result },
  });
  const services = [onGitHub('one', 'fail'), onGitHub('two', 'pass'), onGitHub('three', 'fail')];
  expect(countResults(services)).toEqual({ pass: 1, fail: 2, unknown: 0 });
});
