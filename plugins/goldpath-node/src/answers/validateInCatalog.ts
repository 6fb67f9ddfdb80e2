import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { type AnswerProblem, type Template, validateAnswers } from '@goldpath/template';
import { catalogProblems } from './catalogProblems.ts';
import { stampedEntities } from './stampedEntities.ts';

/**
 * Validates the answers to a template against its own schema, and the valid ones against the catalog.
 *
 * @param answers - the content of a request: any value
 * @returns at most one problem for each field; `[]` when they can be stamped
 */
export async function validateInCatalog(
  template: Template,
  answers: unknown,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<AnswerProblem[]> {
  const problems = validateAnswers(template, answers);
  const valid = validStrings(answers, problems);
  const stamped = stampedEntities(template, valid);
  return [...problems, ...(await catalogProblems(valid, stamped, catalog, credentials))];
}

/** The answers that are strings and have no problem. */
export function validStrings(answers: unknown, problems: readonly AnswerProblem[]): Record<string, string> {
  if (typeof answers !== 'object' || answers === null) return {};
  const invalid = new Set(problems.map(({ field }) => field));
  const entries = Object.entries(answers) as [string, unknown][];
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && !invalid.has(entry[0]),
    ),
  );
}
