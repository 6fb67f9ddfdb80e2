import { asObject } from '../read/pathProblem.ts';
import type { Answers, Template } from '../template.ts';
import { compileAnswers } from './compileAnswers.ts';

type Schema = Record<string, unknown>;

/**
 * The answers to the fields that the form shows. A field that is only in a branch (`then`, `else`), in an option of `oneOf` or
 * `anyOf`, or in `dependencies` is shown when the other answers select it: a user may have answered it before changing the
 * answer that it depends on.
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
  const inner = [
    ...listOf(schema.allOf),
    ...listOf(schema.anyOf).filter(option => accepts(option, answers)),
    ...listOf(schema.oneOf).filter(option => accepts(option, answers)),
    ...dependentSchemas(schema, answers),
    ...listOf(selectedBranch(schema, answers)),
  ];
  return [
    ...Object.keys(asObject(schema.properties)),
    ...inner.flatMap(part => shownFields(asObject(part), answers)),
  ];
}

/** The schemas that apply because the field that they depend on has an answer. */
function dependentSchemas({ dependencies }: Schema, answers: Answers): unknown[] {
  return Object.entries(asObject(dependencies))
    .filter(([field]) => answers[field] !== undefined)
    .map(([, schema]) => schema);
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return [value].flat();
}

function accepts(schema: unknown, answers: Answers): boolean {
  if (typeof schema !== 'object' || schema === null) return schema === true;
  return compileAnswers(schema)(answers);
}

function selectedBranch({ if: condition, then, else: otherwise }: Schema, answers: Answers): unknown {
  if (condition === undefined) return undefined;
  if (accepts(condition, answers)) return then;
  return otherwise;
}
