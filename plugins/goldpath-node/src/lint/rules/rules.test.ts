import { describe, expect, test } from 'vitest';
import { lintExample } from './examples.fixture.ts';
import { lintRules } from './rules.ts';

describe.each(lintRules.map(rule => [rule.id, rule] as const))('%s', (id, { example, severity }) => {
  test('finds the fault of its example, and nothing else is wrong there', async () => {
    const findings = await lintExample(example.bad);
    expect(findings.map(({ rule }) => rule)).toEqual(findings.map(() => id));
    expect(findings.map(finding => finding.severity)).toContain(severity);
  });

  test('has nothing against its mended example', async () => {
    expect(await lintExample(example.good)).toEqual([]);
  });
});

test('every rule has a name of its own', () => {
  const ids = lintRules.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
