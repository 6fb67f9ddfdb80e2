import { type FieldError } from '../http/problem.ts';
import { toFieldErrors } from '../http/input.ts';
import { NewPrompt } from '../prompts/schema.ts';

/** Where a row of a file is: the line on which it begins, or its index in an array. */
export type Place = { line: number } | { index: number };

/** One row as a file has it. */
export interface Row {
  place: Place;
  content: unknown;
  /** What keeps it from being understood at all. */
  faults: readonly FieldError[];
}

/** A file that is being read; its rows come one by one and once. */
export interface PromptFile {
  ignoredColumns: readonly string[];
  rows: AsyncIterable<Row>;
}

/** A row that is a prompt, or the reasons why it is not. */
export type JudgedRow = { place: Place } & (
  { prompt: NewPrompt; errors?: never } | { errors: FieldError[]; prompt?: never }
);

/** A thousand wrong tags help nobody more than these do. */
const ERRORS_PER_ROW = 10;

/** Validates a row as `POST /v1/prompts` does its body. */
export function judge({ place, content, faults }: Row): JudgedRow {
  if (faults.length > 0) return { place, errors: [...faults] };
  const { data, error } = NewPrompt.safeParse(content);
  return data ? { place, prompt: data } : { place, errors: toFieldErrors(error).slice(0, ERRORS_PER_ROW) };
}
