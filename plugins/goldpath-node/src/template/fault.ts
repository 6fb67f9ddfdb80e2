import type { TemplateProblem } from '../errors.ts';
import type { YamlFile } from '../source/readYaml.ts';

/** The keys that lead to a value of a YAML file, outermost first. */
export type Path = readonly (string | number)[];

/** What is wrong in a YAML file of a template. */
export interface Fault {
  /** leads to it */
  path: Path;
  /** whether it is about the last key itself and not about its value */
  isKey?: boolean;
  /** what is so */
  message: string;
  /** what to do */
  remedy: string;
  /** what should stand there, where that is obvious */
  meant?: string;
}

/** The same as lines of an error. */
export function toProblems(
  file: string,
  { lineOf }: Pick<YamlFile, 'lineOf'>,
  faults: readonly Fault[],
): TemplateProblem[] {
  return faults.map(({ path, message, remedy }) => ({
    file,
    line: lineOf(path),
    message: `${message}; ${remedy}`,
  }));
}

/** The value as a map; what is none has no keys. */
export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
