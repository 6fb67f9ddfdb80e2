import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';

/** How many services the home page shows; the catalog shows them all. */
const shown = 12;

/** What the home page says of the catalog. */
export interface Overview {
  /** the form of the only template, or the list of templates where there is a choice or nothing yet */
  createPath: string;
  /** the first services: one's own before those of others, each part by name */
  services: Entity[];
  /** how many services there are */
  total: number;
}

/**
 * Asks the catalog for what the home page shows.
 *
 * @param ownedBy - entity references of the person and the groups that the person owns things through
 * @throws what the catalog answers when it refuses or cannot be reached
 */
export async function loadOverview(
  catalog: Pick<CatalogApi, 'queryEntities'>,
  ownedBy: readonly string[],
): Promise<Overview> {
  const isService = { kind: 'component', 'spec.type': 'service' };
  const firstByName = (filter: Record<string, string | string[]>) =>
    catalog.queryEntities({ filter, orderFields: { field: 'metadata.name', order: 'asc' }, limit: shown });
  const [templates, own, all] = await Promise.all([
    catalog.queryEntities({ filter: { kind: 'template' }, limit: 2 }),
    firstByName({ ...isService, 'relations.ownedBy': [...ownedBy] }),
    firstByName(isService),
  ]);
  const [template, another] = templates.items;
  const ownRefs = new Set(own.items.map(service => stringifyEntityRef(service)));
  const others = all.items.filter(service => !ownRefs.has(stringifyEntityRef(service)));
  return {
    createPath: template && !another ? formPath(template) : '/create',
    services: [...own.items, ...others].slice(0, shown),
    total: all.totalItems,
  };
}

function formPath({ metadata: { namespace = 'default', name } }: Entity): string {
  return `/create/templates/${namespace}/${name}`;
}
