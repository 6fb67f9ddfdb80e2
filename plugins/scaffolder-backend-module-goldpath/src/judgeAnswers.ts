import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { type AnswerProblem, type Template, validateAnswers } from '@goldpath/plugin-goldpath-node';
import { catalogProblems } from './catalogProblems.ts';

/**
 * Judges the answers to a template by its own schema, and those that are sound there by the catalog.
 *
 * @param answers - anything; what a request held
 * @returns one problem per field at most, `[]` when they can be stamped
 */
export async function judgeAnswers(
  template: Template,
  answers: unknown,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<AnswerProblem[]> {
  const problems = validateAnswers(template, answers);
  const sound = soundTexts(answers, problems);
  return [...problems, ...(await catalogProblems(sound, catalog, credentials))];
}

/** The answers that are texts and that nothing was said against. */
export function soundTexts(
  answers: unknown,
  problems: readonly AnswerProblem[],
): Record<string, string | undefined> {
  const faulty = new Set(problems.map(({ field }) => field));
  if (typeof answers !== 'object' || answers === null) return {};
  return Object.fromEntries(
    Object.entries(answers).filter(([field, answer]) => typeof answer === 'string' && !faulty.has(field)),
  );
}
