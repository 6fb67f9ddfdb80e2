import { ResourceGraph } from '@goldpath/program';
import { graphOf } from '@goldpath/program/testing';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules.ts';
import { alternativesTo, placesIn, withHidden, withValue } from '../testing/hiding.ts';
import type { PolicyRule } from './rule.ts';

const withExamples = rules.flatMap(rule => (rule.examples ? [{ ...rule, examples: rule.examples }] : []));

/** A password that is unknown is not written in the program. */
const passingUnknown = ['no-literal-password'];

const graphs = new Map<string, Promise<ResourceGraph>>();

/** Executes each program once. */
function exampleGraph(lines: string): Promise<ResourceGraph> {
  const graph = graphs.get(lines) ?? graphOf(lines).then(result => result.graph);
  graphs.set(lines, graph);
  return graph;
}

function verdictsOf(rule: PolicyRule, graph: ResourceGraph): string[] {
  return rule
    .check(graph)
    .filter(({ resource }) => !resource.external)
    .map(({ verdict }) => verdict);
}

const isBlocked = (verdicts: readonly string[]) =>
  verdicts.includes('fail') || verdicts.includes('unverifiable');

describe.each(withExamples)('the examples of $id', rule => {
  const { passing, failing, unverifiable = [] } = rule.examples;
  const strings = [...new Set(['none', ...[...passing, ...failing].flatMap(quoted)])];

  test.each(passing)('%s passes', async lines => {
    const verdicts = verdictsOf(rule, await exampleGraph(lines));
    expect(verdicts.filter(verdict => verdict !== 'pass')).toEqual([]);
  });

  test.each(failing)('%s fails', async lines => {
    expect(verdictsOf(rule, await exampleGraph(lines))).toContain('fail');
  });

  test.runIf(rule.scope === 'resource').each(failing)('%s fails by its resource alone', async lines => {
    const graph = await exampleGraph(lines);
    const alone = graph.nodes.flatMap(node => rule.check(new ResourceGraph([node])));
    expect(new Set(alone)).toEqual(new Set(rule.check(graph)));
  });

  test.each(unverifiable)('%s is unverifiable', async lines => {
    const verdicts = verdictsOf(rule, await exampleGraph(lines));
    expect(verdicts).toContain('unverifiable');
    expect(verdicts).not.toContain('fail');
  });

  test.skipIf(passingUnknown.includes(rule.id)).each(failing)(
    '%s does not pass where one of its values is unknown',
    async lines => {
      const graph = await exampleGraph(lines);
      const passed = placesIn(graph).filter(place => !isBlocked(verdictsOf(rule, withHidden(graph, place))));
      expect(passed.map(({ path }) => path.join('.'))).toEqual([]);
    },
  );

  test.skipIf(passingUnknown.includes(rule.id)).each(passing)(
    '%s does not pass where a value that could make it fail is unknown',
    async lines => {
      const graph = await exampleGraph(lines);
      const deciding = placesIn(graph).filter(place =>
        alternativesTo(place, strings).some(value =>
          verdictsOf(rule, withValue(graph, place, value)).includes('fail'),
        ),
      );
      const passed = deciding.filter(place => !isBlocked(verdictsOf(rule, withHidden(graph, place))));
      expect(passed.map(({ path }) => path.join('.'))).toEqual([]);
    },
  );
});

/** Returns the strings in a program. */
function quoted(lines: string): string[] {
  return [...lines.matchAll(/['"]([^'"\n]{1,60})['"]/g)].map(([, text]) => text ?? '');
}
