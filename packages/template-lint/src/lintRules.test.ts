import { describe, expect, test } from 'vitest';
import { lintRules } from './lintRules.ts';
import { lintExample } from './rules/examples.fixture.ts';

describe.each(lintRules.map(rule => [rule.id, rule] as const))('%s', (id, { example, severity }) => {
  test('its incorrect example violates only this rule', async () => {
    const diagnostics = await lintExample(example.incorrect);
    expect([...new Set(diagnostics.map(({ rule }) => rule))]).toEqual([id]);
    expect(diagnostics.map(diagnostic => diagnostic.severity)).toContain(severity);
  });

  test('its correct example has no problems', async () => {
    expect(await lintExample(example.correct)).toEqual([]);
  });
});

test('the ids of rules are unique', () => {
  const ids = lintRules.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
