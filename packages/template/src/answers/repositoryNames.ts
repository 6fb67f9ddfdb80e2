import type { AnswerProblem } from '../errors.ts';
import { portableNameProblem } from './portableName.ts';

/**
 * The problems of the names that a repository and its folder get from answers: `name` by convention, and `repo` in the value of a
 * RepoUrlPicker. Anyone may clone the repository on Windows.
 *
 * @param answers - of any type
 */
export function repositoryNameProblems(answers: object): AnswerProblem[] {
  const problems: AnswerProblem[] = [];
  for (const [field, value] of Object.entries(answers)) {
    const name = typeof value === 'string' ? repositoryName(field, value) : undefined;
    const problem = name === undefined ? undefined : portableNameProblem(name);
    if (problem !== undefined) problems.push({ field, message: `${problem}; choose another name` });
  }
  return problems;
}

function repositoryName(field: string, value: string): string | undefined {
  if (field === 'name') return value;
  const [, query] = /^[\w.:-]+\?(.+)$/.exec(value) ?? [];
  return new URLSearchParams(query).get('repo') ?? undefined;
}
