import { type FieldError } from '../http/problem.ts';
import { toFieldErrors } from '../http/input.ts';
import { NewPrompt } from '../prompts/schema.ts';

/** The location of a row in a file: the line on which it starts, or its index in an array. */
export type Place = { line: number } | { index: number };

/** One row of a file. */
export interface Row {
  place: Place;
  content: unknown;
  /** Errors that prevent the row from being parsed. */
  errors: readonly FieldError[];
}

/** A file that is being read; its rows can be iterated once. */
export interface PromptFile {
  ignoredColumns: readonly string[];
  rows: AsyncIterable<Row>;
}

/** A row with its prompt, or with the reasons why it is invalid. */
export type ValidatedRow = { place: Place } & (
  { prompt: NewPrompt; errors?: never } | { errors: FieldError[]; prompt?: never }
);

/** A thousand invalid tags are no more helpful than ten. */
const ERRORS_PER_ROW = 10;

/** Validates a row as `POST /v1/prompts` validates its body. */
export function validateRow({ place, content, errors }: Row): ValidatedRow {
  if (errors.length > 0) return { place, errors: [...errors] };
  const { data, error } = NewPrompt.safeParse(content);
  return data ? { place, prompt: data } : { place, errors: toFieldErrors(error).slice(0, ERRORS_PER_ROW) };
}
