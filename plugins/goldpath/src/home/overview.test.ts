import type { Entity } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import { expect, test } from 'vitest';
import { loadOverview } from './overview.ts';

const entity = (kind: string, name: string, owner = 'group:default/storefront'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name },
  spec: { type: 'service' },
  relations: [{ type: 'ownedBy', targetRef: owner }],
});

/** A catalog with these entities, which answers only the requests of the overview. */
const catalogOf = (...entities: Entity[]) => ({
  queryEntities(request: Parameters<CatalogApi['queryEntities']>[0] = {}) {
    if (!('filter' in request)) throw new Error('requested without a filter');
    const filter = request.filter as Record<string, string | string[]>;
    const owners = filter['relations.ownedBy'];
    const found = entities.filter(
      ({ kind, relations }) =>
        kind.toLowerCase() === filter.kind &&
        (!owners || relations?.some(({ targetRef }) => owners.includes(targetRef))),
    );
    return Promise.resolve({
      items: found.slice(0, request.limit),
      totalItems: found.length,
      pageInfo: {},
    });
  },
});

test('the link opens the form of the only template', async () => {
  const { createPath } = await loadOverview(catalogOf(entity('Template', 'recipe-service')), []);
  expect(createPath).toBe('/create/templates/default/recipe-service');
});

test.each([[[]], [[entity('Template', 'one'), entity('Template', 'two')]]])(
  'without a single template, the link opens the list of templates',
  async templates => {
    expect((await loadOverview(catalogOf(...templates), [])).createPath).toBe('/create');
  },
);

test('the person’s own services come first, and each service is listed once', async () => {
  const catalog = catalogOf(
    entity('Component', 'alpha'),
    entity('Component', 'beta', 'group:default/platform'),
    entity('Component', 'gamma'),
  );
  const { services, total } = await loadOverview(catalog, ['user:default/guest', 'group:default/platform']);
  expect(services.map(({ metadata }) => metadata.name)).toEqual(['beta', 'alpha', 'gamma']);
  expect(total).toBe(3);
});

test('twelve of many services are shown, and all are counted', async () => {
  const others = Array.from({ length: 20 }, (_, index) => entity('Component', `other-${index}`));
  const own = Array.from({ length: 5 }, (_, index) =>
    entity('Component', `own-${index}`, 'user:default/guest'),
  );
  const { services, total } = await loadOverview(catalogOf(...others, ...own), ['user:default/guest']);
  expect([services.length, total]).toEqual([12, 25]);
});
