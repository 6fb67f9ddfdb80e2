import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResourceGraph } from '@goldpath/program';
import { setProperties } from '@goldpath/program/source';
import { graphOf } from '@goldpath/program/testing';
import { describe, expect, test } from 'vitest';
import { remediationsFor } from './remediation.ts';
import { rules } from './rules.ts';
import type { PolicyRule } from './rules/rule.ts';

/** Executes a program, fixes the failures of a rule in its source, and executes the result. */
async function fixed(
  rule: PolicyRule,
  lines: string,
): Promise<{ text: string; before: number; after: number }> {
  const { graph, dir } = await graphOf(lines);
  const text = await readFile(path.join(dir, 'index.ts'), 'utf8');
  const failing = new Set(failuresOf(rule, graph).map(({ resource }) => resource));
  const changes = [...failing].flatMap(resource =>
    remediationsFor(rule, resource, graph).map(({ path: property, value }) => ({
      line: graph.sourceOf(resource)?.line ?? 0,
      type: resource.type,
      name: resource.name,
      path: property,
      value,
    })),
  );
  const result = setProperties(text, 'index.ts', changes);
  expect(result.refused).toEqual([]);
  // the first line has the imports
  const { graph: later } = await graphOf(result.text.split('\n').slice(1).join('\n'));
  return { text: result.text, before: failing.size, after: failuresOf(rule, later).length };
}

function failuresOf(rule: PolicyRule, graph: ResourceGraph) {
  return rule
    .check(graph)
    .filter(
      ({ resource, verdict }) => !resource.external && (verdict === 'fail' || verdict === 'unverifiable'),
    );
}

describe.each(rules.filter(({ remediations = [] }) => remediations.length > 0))('$id', rule => {
  test('passes on one of its failing examples after its fix', async () => {
    const examples = rule.examples?.failing ?? [];
    const results = await Promise.all(examples.map(lines => fixed(rule, lines)));
    expect(results.map(({ after }) => after)).toContain(0);
  });
});
