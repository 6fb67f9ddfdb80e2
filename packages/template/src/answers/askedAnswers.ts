import { asObject } from '../read/pathProblem.ts';
import type { Answers, Template } from '../template.ts';
import { compileAnswers } from './compileAnswers.ts';

type Schema = Record<string, unknown>;

/**
 * The answers to the fields that the form shows. A field that is only in the branch (`then`, `else`) of a condition is shown
 * when the condition selects this branch: a user may have answered it before changing the answer that the condition is about.
 *
 * @param answers - valid answers
 */
export function askedAnswers({ answersSchema }: Pick<Template, 'answersSchema'>, answers: Answers): Answers {
  const { properties, allOf = [] } = answersSchema as { properties: Schema; allOf?: Schema[] };
  const shown = new Set(allOf.flatMap(condition => shownFields(condition, answers)));
  // mergeForm declares `true` for a field that only conditions declare
  const isAsked = (field: string) => properties[field] !== true || shown.has(field);
  return Object.fromEntries(Object.entries(answers).filter(([field]) => isAsked(field)));
}

function shownFields(schema: Schema, answers: Answers): string[] {
  const { allOf, anyOf, oneOf, dependencies } = schema;
  const parts = [allOf, anyOf, oneOf, Object.values(asObject(dependencies)), selectedBranch(schema, answers)];
  const inner = parts.flat().filter(part => part !== undefined);
  return [
    ...Object.keys(asObject(schema.properties)),
    ...inner.flatMap(part => shownFields(asObject(part), answers)),
  ];
}

function selectedBranch({ if: condition, then, else: otherwise }: Schema, answers: Answers): unknown {
  if (typeof condition !== 'object' || condition === null) return undefined;
  if (compileAnswers(condition)(answers)) return then;
  return otherwise;
}
