import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Answers, Template } from '@goldpath/template';

/**
 * The portal's own answers (`goldpath.answers`), by field. An empty one is not an answer, since an environment variable that is
 * not set may be passed on as an empty string.
 */
export function portalAnswers(config: RootConfigService): Answers {
  const answers = config.getOptional<Answers>('goldpath.answers') ?? {};
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ''));
}

/**
 * Adds the portal's answers to those of a user: where the user gave none, and where the template's form has the field.
 *
 * @param answers - the content of a request: any value, which is returned unchanged when it has no fields
 */
export function withPortalAnswers(
  { answersSchema }: Pick<Template, 'answersSchema'>,
  answers: unknown,
  portal: Answers,
): unknown {
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) return answers;
  const { properties } = answersSchema as { properties: object };
  const known = Object.entries(portal).filter(([field]) => Object.hasOwn(properties, field));
  const given = Object.entries(answers).filter(([, answer]) => answer !== undefined);
  return { ...Object.fromEntries(known), ...Object.fromEntries(given) };
}
