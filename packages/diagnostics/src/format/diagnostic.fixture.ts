import type { Diagnostic, Rule } from '../diagnostic.ts';

/** A failed policy; `more` replaces fields. */
export const policyFailure = (more: Partial<Diagnostic> = {}): Diagnostic => ({
  rule: 'database-not-public',
  severity: 'error',
  verdict: 'fail',
  subject: { type: 'aws:rds/instance:Instance', name: 'orders', urn: 'urn:pulumi:prod::orders' },
  location: { file: 'infra/data base.ts', line: 12 },
  message: 'It is <public> & "open", 100%: a, b.',
  fix: 'Set publiclyAccessible to false:\n  publiclyAccessible: false',
  ...more,
});

/** The location of {@link lintError}, with another file, line or column. */
export const lintLocation = (more: Partial<Diagnostic['location']> = {}): Diagnostic['location'] => ({
  file: 'mine/template.yaml',
  line: 2,
  column: 11,
  ...more,
});

/** An error of a linter, which has a column and no verdict; `more` replaces fields. */
export const lintError = (more: Partial<Diagnostic> = {}): Diagnostic => ({
  rule: 'unknown-action',
  severity: 'error',
  location: lintLocation(),
  message: 'There is no action fetch:templat.',
  fix: 'Write fetch:template.',
  ...more,
});

/** One diagnostic of each verdict. */
export const everyVerdict: readonly Diagnostic[] = [
  policyFailure({ verdict: 'pass' }),
  policyFailure(),
  policyFailure({ verdict: 'unverifiable', severity: 'warning' }),
  policyFailure({ verdict: 'not-applicable' }),
  policyFailure({ verdict: 'waived', message: 'Waived until 2027-01-01: the migration needs it.' }),
];

/** A rule of a policy pack. */
export const databaseRule: Rule = {
  id: 'database-not-public',
  title: 'The database has no public address.',
  why: 'Anyone could try passwords.',
  fix: 'Set it to false:\n  publiclyAccessible: false',
  severity: 'error',
  reference: 'https://example.com/rds',
};
