import { type Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import type { Answers } from '@goldpath/template';

/**
 * The answers that a portal offers to the questions that a service has not answered: its own, and the service's owner.
 *
 * @param portal - the portal's own answers, by field
 * @param entity - of the service, with its relations
 */
export function offeredAnswers(portal: Answers, entity: Entity | undefined): Answers {
  const owner = entity?.relations?.find(({ type }) => type === RELATION_OWNED_BY)?.targetRef;
  return { ...(owner !== undefined && { owner }), ...portal };
}
