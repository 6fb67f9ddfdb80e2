import { graphOf } from '@goldpath/program/testing';
import { checkGraph } from '../check.ts';
import type { PolicyRule } from '../rules/rule.ts';

/**
 * Executes a program that consists of these lines, which begin on line 2, and applies a rule to it.
 *
 * @returns the resource's name, the verdict, the line and the message of each finding
 */
export async function findingsOf(rule: PolicyRule, lines: string) {
  const { graph, dir } = await graphOf(lines);
  return checkGraph(graph, dir, [rule]).map(({ subject, verdict, location, message }) => ({
    name: subject?.name,
    verdict,
    line: location.line,
    message,
  }));
}
