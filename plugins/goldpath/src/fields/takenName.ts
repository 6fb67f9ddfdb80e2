import type { CatalogApi } from '@backstage/plugin-catalog-react';

/** Kinds of which a new service makes one that bears its name. */
const kinds = ['component', 'system'];

/**
 * Why a service cannot have this name, or nothing when it is free.
 *
 * @param name what the person typed; an empty one is nobody's
 */
export async function takenName(
  name: string | undefined,
  catalog: Pick<CatalogApi, 'getEntitiesByRefs'>,
): Promise<string | undefined> {
  if (!name) return undefined;
  const entityRefs = kinds.map(kind => `${kind}:default/${name}`);
  try {
    const { items } = await catalog.getEntitiesByRefs({ entityRefs, fields: ['kind'] });
    const taken = entityRefs.find((_, index) => items[index]);
    return taken && `The catalog has a ${taken.split(':')[0]} called ${name} already. Choose another name.`;
  } catch (error) {
    return `The catalog could not be asked whether ${name} is free (${(error as Error).message}). Try again.`;
  }
}
