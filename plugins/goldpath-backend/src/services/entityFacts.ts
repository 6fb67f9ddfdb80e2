import { type Entity, RELATION_OWNED_BY, stringifyEntityRef } from '@backstage/catalog-model';
import type { ServiceReport } from '@goldpath/plugin-goldpath-common';

/** The parts of an entity that {@link entityFacts}, its ref and its location need. A thousand whole entities are several megabytes. */
export const factFields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'relations',
];

/** Returns the facts about a service that the catalog has. */
export function entityFacts(entity: Entity): Pick<ServiceReport, 'entityRef' | 'title' | 'owner'> {
  const { name, title = name } = entity.metadata;
  const owner = entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)?.targetRef;
  return { entityRef: stringifyEntityRef(entity), title, ...(owner !== undefined && { owner }) };
}
