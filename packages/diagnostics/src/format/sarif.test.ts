import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostic.ts';
import sarifSchema from '../testing/sarif.schema.json' with { type: 'json' };
import { databaseRule, everyVerdict, lintError, lintLocation, policyFailure } from './diagnostic.fixture.ts';
import { toSarif } from './sarif.ts';

function runOf(diagnostics: readonly Diagnostic[]) {
  const [run] = (JSON.parse(toSarif(diagnostics, [databaseRule])) as Log).runs;
  return { rules: run?.tool.driver.rules ?? [], results: run?.results ?? [] };
}

const fingerprintsOf = (diagnostics: readonly Diagnostic[]) =>
  runOf(diagnostics).results.map(({ partialFingerprints }) => partialFingerprints?.['goldpath/v2']);

test('SARIF lists every rule with its title, level and reference', () => {
  expect(runOf([]).rules).toEqual([
    expect.objectContaining({
      id: 'database-not-public',
      shortDescription: { text: 'The database has no public address.' },
      helpUri: 'https://example.com/rds',
      defaultConfiguration: { level: 'error' },
    }),
  ]);
});

test('code in a fix is formatted as code', () => {
  expect(runOf([]).rules[0]?.help?.markdown).toBe(
    'Set it to false:\n\n```\n  publiclyAccessible: false\n```',
  );
});

test('a rule’s own documentation takes the place of its fix', () => {
  const sarif = JSON.parse(toSarif([], [{ ...databaseRule, markdown: '# More' }])) as Log;
  expect(sarif.runs[0]?.tool.driver.rules?.[0]?.help?.markdown).toBe('# More');
});

test('SARIF has failures with their levels, and waived results as suppressed notes', () => {
  const results = runOf(everyVerdict).results.map(({ properties, level, suppressions }) => [
    properties?.verdict as string,
    level,
    suppressions?.[0]?.justification,
  ]);
  expect(results).toEqual([
    ['fail', 'error', undefined],
    ['unverifiable', 'warning', undefined],
    ['waived', 'note', 'Waived until 2027-01-01: the migration needs it.'],
  ]);
});

test('a result points to its line, its rule and its resource', () => {
  const [result] = runOf([policyFailure()]).results;
  expect(result).toMatchObject({
    ruleId: 'database-not-public',
    ruleIndex: 0,
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'infra/data%20base.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12 },
        },
        logicalLocations: [{ fullyQualifiedName: 'urn:pulumi:prod::orders', kind: 'resource' }],
      },
    ],
  });
});

test('a result with a column points to it', () => {
  const [result] = runOf([lintError()]).results;
  expect(result?.locations?.[0]?.physicalLocation?.region).toEqual({ startLine: 2, startColumn: 11 });
});

test('a file outside the repository has an absolute URI', () => {
  const [result] = runOf([lintError({ location: lintLocation({ file: '/elsewhere/a.yaml' }) })]).results;
  expect(result?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({
    uri: 'file:///elsewhere/a.yaml',
  });
});

test('a result of a rule that is not listed has no rule index', () => {
  expect(runOf([lintError()]).results[0]).not.toHaveProperty('ruleIndex');
});

test.each([
  ['no result', []],
  ['every verdict', everyVerdict],
  ['an unlisted rule without a URN', [policyFailure({ rule: 'other', subject: { type: 't', name: 'n' } })]],
  ['several stages', [policyFailure({ stages: ['dev', 'prod'] })]],
  ['linter results', [lintError(), lintError({ severity: 'unknown' })]],
])('SARIF with %s follows the specification', (_, diagnostics) => {
  const validate = new Ajv({ allErrors: true }).compile(sarifSchema);
  validate(JSON.parse(toSarif(diagnostics, [databaseRule])));
  expect(validate.errors).toBeNull();
});

test('the fingerprint of a resource does not depend on line or stage', () => {
  const moved = policyFailure({
    location: { file: 'infra/data base.ts', line: 40 },
    subject: { type: 'aws:rds/instance:Instance', name: 'orders', urn: 'urn:pulumi:dev::orders' },
  });
  expect(fingerprintsOf([moved])).toEqual(fingerprintsOf([policyFailure()]));
});

test('a problem of a resource keeps its fingerprint when another one of it is fixed, or a line in its text moves', () => {
  const open = policyFailure({ message: 'The group db lets 10.0.0.0/8 in (line 4 of index.ts).' });
  const moved = policyFailure({ message: 'The group db lets 10.0.0.0/8 in (line 9 of index.ts).' });
  const other = policyFailure({ message: 'The group db lets 0.0.0.0/0 in.' });
  const [, second] = fingerprintsOf([other, open]);
  expect(fingerprintsOf([moved])).toEqual([second]);
});

test('equal problems of a file have different fingerprints that do not depend on lines', () => {
  const at = (line: number) => lintError({ location: lintLocation({ line }) });
  const prints = fingerprintsOf([at(2), at(11)]);
  expect(new Set(prints).size).toBe(2);
  expect(fingerprintsOf([at(12), at(40)])).toEqual(prints);
});
