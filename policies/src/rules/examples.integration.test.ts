import { ResourceGraph } from '@goldpath/program';
import { graphOf } from '@goldpath/program/testing';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules.ts';
import { findingsOf } from '../testing/findings.ts';

const withExamples = rules.flatMap(rule => (rule.examples ? [{ ...rule, examples: rule.examples }] : []));

describe.each(withExamples)('the examples of $id', rule => {
  const { passing, failing, unverifiable = [] } = rule.examples;

  test.each(passing)('%s passes', async lines => {
    const verdicts = (await findingsOf(rule, lines)).map(({ verdict }) => verdict);
    expect(verdicts.filter(verdict => verdict !== 'pass')).toEqual([]);
  });

  test.each(failing)('%s fails', async lines => {
    expect((await findingsOf(rule, lines)).map(({ verdict }) => verdict)).toContain('fail');
  });

  test.runIf(rule.scope === 'resource').each(failing)('%s fails by its resource alone', async lines => {
    const { graph } = await graphOf(lines);
    const alone = graph.nodes.flatMap(node => rule.check(new ResourceGraph([node])));
    expect(new Set(alone)).toEqual(new Set(rule.check(graph)));
  });

  test.each(unverifiable)('%s is unverifiable', async lines => {
    const verdicts = (await findingsOf(rule, lines)).map(({ verdict }) => verdict);
    expect(verdicts).toContain('unverifiable');
    expect(verdicts).not.toContain('fail');
  });
});
