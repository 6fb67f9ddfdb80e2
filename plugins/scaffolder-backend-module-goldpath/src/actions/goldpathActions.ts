import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { RemoteReader } from '@goldpath/plugin-goldpath-node';
import { createCheckAction } from './check.ts';
import { createPublishLocalAction } from './publishLocal.ts';
import { createStampAction } from './stamp.ts';

/**
 * The scaffolder actions of Goldpath.
 *
 * @param deps - `root` is the absolute path of the folder of all local repositories
 */
export function goldpathActions({
  root,
  ...services
}: RemoteReader & { catalog: CatalogService; root: string }) {
  const actions = [createStampAction(services), createCheckAction(), createPublishLocalAction(root)] as const;
  return actions;
}
