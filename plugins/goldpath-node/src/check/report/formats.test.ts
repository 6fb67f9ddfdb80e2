import type { CheckResult, Verdict } from '@goldpath/policies';
import { Ajv } from 'ajv';
import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import sarifSchema from '../../testing/sarif.schema.json' with { type: 'json' };
import { ruleDescriptions } from '../rules.ts';
import { toGithub } from './github.ts';
import { toJunit } from './junit.ts';
import { toSarif } from './sarif.ts';

const result = (verdict: Verdict, more: Partial<CheckResult> = {}): CheckResult => ({
  rule: 'database-not-public',
  severity: 'error',
  verdict,
  resource: { type: 'aws:rds/instance:Instance', name: 'orders', urn: `urn:pulumi:prod::orders` },
  location: { file: 'infra/data base.ts', line: 12 },
  message: 'It is <public> & "open", 100%: a, b.',
  remedy: 'Set publiclyAccessible to false:\n  publiclyAccessible: false',
  ...more,
});

function report(...results: CheckResult[]) {
  const summary = { pass: 0, fail: 0, unverifiable: 0, 'not-applicable': 0, waived: 0 };
  for (const { verdict } of results) summary[verdict] += 1;
  return { results, summary };
}

const every = report(
  result('pass'),
  result('fail'),
  result('unverifiable', { severity: 'warning' }),
  result('not-applicable'),
  result('waived', { message: 'Waived until 2027-01-01: the migration needs it.' }),
);

test('SARIF has every rule with its sentence and where to read on', async () => {
  const rules = await ruleDescriptions();
  const [run] = JSON.parse(toSarif(every, rules)).runs;
  expect(run.tool.driver.rules).toHaveLength(rules.length);
  const [rule] = run.tool.driver.rules.filter(({ id }: { id: string }) => id === 'database-not-public');
  expect(rule).toMatchObject({
    shortDescription: { text: 'The database has no public address.' },
    defaultConfiguration: { level: 'error' },
  });
});

test('SARIF tells failures at their lines, and what was waived as suppressed', async () => {
  const [run] = JSON.parse(toSarif(every, await ruleDescriptions())).runs;
  const told = run.results.map((each: Record<string, any>) => [
    each.properties.verdict,
    each.level,
    each.suppressions?.[0]?.justification ?? '',
  ]);
  expect(told).toEqual([
    ['fail', 'error', ''],
    ['unverifiable', 'warning', ''],
    ['waived', 'note', 'Waived until 2027-01-01: the migration needs it.'],
  ]);
  const [first] = run.results;
  expect(first.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'infra/data%20base.ts', uriBaseId: '%SRCROOT%' },
    region: { startLine: 12 },
  });
  expect(run.tool.driver.rules[first.ruleIndex].id).toBe(first.ruleId);
});

test('SARIF keeps to the specification', async () => {
  const validate = new Ajv({ allErrors: true }).compile(sarifSchema);
  const plain = report(result('fail', { rule: 'of-nobody', resource: { type: 't', name: 'n', urn: '' } }));
  for (const each of [every, plain, report(), report(result('fail', { stages: ['dev', 'prod'] }))]) {
    validate(JSON.parse(toSarif(each, await ruleDescriptions())));
    expect(validate.errors).toBeNull();
  }
});

test('of a remedy the code is shown as code', async () => {
  const [run] = JSON.parse(toSarif(every, await ruleDescriptions())).runs;
  const { help } = run.tool.driver.rules.find(({ id }: { id: string }) => id === 'waivers-valid');
  expect(help.markdown).toMatch(/names:\n\n```\n {2}- rule: database-not-public\n[^]*\n```$/);
});

test('a finding keeps its fingerprint when its line moves, and in another stage', async () => {
  const moved = result('fail', {
    location: { file: 'infra/data base.ts', line: 40 },
    resource: { type: 'aws:rds/instance:Instance', name: 'orders', urn: `urn:pulumi:dev::orders` },
  });
  const print = async (each: CheckResult) =>
    JSON.parse(toSarif(report(each), await ruleDescriptions())).runs[0].results[0].partialFingerprints;
  expect(await print(moved)).toEqual(await print(result('fail')));
});

test('JUnit counts by rule and can be read back', () => {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });
  const { testsuites } = parser.parse(toJunit(every));
  expect(testsuites).toMatchObject({ tests: '5', failures: '2', skipped: '2' });
  const [, failed] = testsuites.testsuite.testcase;
  expect(failed).toMatchObject({
    classname: 'database-not-public',
    file: 'infra/data base.ts',
    line: '12',
    failure: { type: 'fail', message: 'It is <public> & "open", 100%: a, b.' },
  });
});

test('every form names the stages', async () => {
  const staged = report(result('fail', { stages: ['dev', 'prod'] }));
  const subject = 'aws:rds/instance:Instance orders in dev, prod';
  expect(toSarif(staged, await ruleDescriptions())).toContain(`${subject}: `);
  expect(toJunit(staged)).toContain(`name="${subject}"`);
  expect(toGithub(staged)).toContain(`::${subject}: `);
});

test('JUnit holds no character that XML has not', () => {
  expect(toJunit(report(result('fail', { message: 'a\u0000b\u001bc' })))).toContain('a\ufffdb\ufffdc');
});

test('a workflow command is one line, with everything escaped that would end it', () => {
  const text = toGithub(
    report(result('fail'), result('pass'), result('unverifiable', { severity: 'warning' })),
  );
  expect(text).toBe(
    '::error file=infra/data base.ts,line=12,title=database-not-public::aws:rds/instance:Instance orders: ' +
      'It is <public> & "open", 100%25: a, b.%0ASet publiclyAccessible to false:%0A  publiclyAccessible: false\n' +
      '::warning file=infra/data base.ts,line=12,title=database-not-public (unverifiable)::aws:rds/instance:Instance orders: ' +
      'It is <public> & "open", 100%25: a, b.%0ASet publiclyAccessible to false:%0A  publiclyAccessible: false\n',
  );
  expect(toGithub(report(result('fail', { location: { file: 'a,b:c.ts', line: 1 } })))).toContain(
    'file=a%2Cb%3Ac.ts,line=1',
  );
});
