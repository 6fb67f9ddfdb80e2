import type { UpgradeServices } from '@goldpath/plugin-goldpath-node';
import { createCheckAction } from './check.ts';
import { createPublishLocalAction } from './publishLocal.ts';
import { createStampAction } from './stamp.ts';
import { createUpgradeAction } from './upgrade.ts';

/**
 * The scaffolder actions of Goldpath.
 *
 * @param deps - `root` is the absolute path of the folder of all local repositories, if the portal publishes locally
 */
export function goldpathActions({ root, ...services }: UpgradeServices & { root: string | undefined }) {
  const actions = [
    createStampAction(services),
    createCheckAction(),
    createPublishLocalAction(root),
    createUpgradeAction({ ...services, root }),
  ] as const;
  return actions;
}
