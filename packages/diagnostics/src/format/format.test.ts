import { expect, test } from 'vitest';
import { XMLParser } from 'fast-xml-parser';
import { databaseRule, everyVerdict, lintError, lintLocation, policyFailure } from './diagnostic.fixture.ts';
import { format, formats } from './format.ts';
import { toJunit } from './junit.ts';

interface ParsedSuites {
  testsuites: { tests: string; failures: string; skipped: string; testsuite: { testcase: unknown[] } };
}

const parseXml = (text: string) =>
  new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(text) as ParsedSuites;

test('JSON has the diagnostics without their edits, and the totals', async () => {
  const edits = [{ path: '/a', start: 0, end: 1, text: '' }];
  const text = await format([lintError({ edits })], 'json', { summary: { templates: 1 } });
  expect(JSON.parse(text)).toEqual({ diagnostics: [lintError()], summary: { templates: 1 } });
});

test('JUnit counts by rule', () => {
  const { testsuites } = parseXml(toJunit(everyVerdict));
  expect(testsuites).toMatchObject({ tests: '5', failures: '2', skipped: '2' });
});

test('JUnit keeps every character of a message', () => {
  const [, failed] = parseXml(toJunit(everyVerdict)).testsuites.testsuite.testcase;
  expect(failed).toMatchObject({
    classname: 'database-not-public',
    file: 'infra/data base.ts',
    line: '12',
    failure: { type: 'fail', message: 'It is <public> & "open", 100%: a, b.' },
  });
});

test('JUnit skips what cannot be determined', () => {
  const { testsuites } = parseXml(toJunit([lintError({ severity: 'unknown' })]));
  expect(testsuites).toMatchObject({ failures: '0', skipped: '1' });
});

test('JUnit has no character that XML does not allow', () => {
  expect(toJunit([policyFailure({ message: 'a\u0000b\u001bc' })])).toContain('a\ufffdb\ufffdc');
});

test('a workflow command is one line, with everything escaped that would end it', async () => {
  const diagnostics = [
    policyFailure(),
    policyFailure({ verdict: 'pass' }),
    policyFailure({ verdict: 'unverifiable', severity: 'warning' }),
  ];
  expect(await format(diagnostics, 'github')).toBe(
    '::error file=infra/data base.ts,line=12,title=database-not-public::aws:rds/instance:Instance orders: ' +
      'It is <public> & "open", 100%25: a, b.%0ASet publiclyAccessible to false:%0A  publiclyAccessible: false\n' +
      '::warning file=infra/data base.ts,line=12,title=database-not-public (unverifiable)::aws:rds/instance:Instance orders: ' +
      'It is <public> & "open", 100%25: a, b.%0ASet publiclyAccessible to false:%0A  publiclyAccessible: false\n',
  );
});

test('a workflow command escapes the separators of its properties', async () => {
  const text = await format([policyFailure({ location: { file: 'a,b:c.ts', line: 1 } })], 'github');
  expect(text).toContain('file=a%2Cb%3Ac.ts,line=1');
});

test('a workflow command has the column of a problem; what cannot be determined is a notice', async () => {
  const text = await format([lintError({ severity: 'unknown', fix: undefined })], 'github');
  expect(text).toBe(
    '::notice file=mine/template.yaml,line=2,col=11,title=unknown-action::There is no action fetch:templat.\n',
  );
});

test.each(formats.filter(name => name !== 'json'))('the format %s names the stages', async name => {
  const text = await format([policyFailure({ stages: ['dev', 'prod'] })], name, { rules: [databaseRule] });
  expect(text).toContain('aws:rds/instance:Instance orders in dev, prod');
});

test.each(['sarif', 'junit', 'github'] as const)(
  '%s has paths from the root of the repository',
  async name => {
    const location = lintLocation({ file: 'infra/index.ts' });
    expect(await format([lintError({ location })], name, { folder: 'services/shop' })).toContain(
      'services/shop/infra/index.ts',
    );
  },
);
