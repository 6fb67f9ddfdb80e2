import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';

/** The number of services on the home page; the catalog shows all of them. */
const shown = 12;

/** The catalog's part of the home page. */
export interface Overview {
  /** the form of the only template; the list of templates when there are several or none */
  createPath: string;
  /** the first services: the person's own before others, each part by name */
  services: Entity[];
  /** the number of services */
  total: number;
}

/**
 * Loads the catalog's part of the home page.
 *
 * @param ownedBy - entity refs of the person and of the groups whose entities the person owns
 * @throws the catalog's error when it refuses or cannot be reached
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
