import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../tools/postgres.ts';
import { startPortal, stopPortal, type Portal, type PortalOptions } from '../../../tools/setup/portal.ts';

/** A portal of a test's own. */
export interface TestPortal extends Portal {
  /** where it publishes repositories */
  stamped: string;
  stop(): Promise<void>;
}

/** Starts a real portal on a free port, whose data and repositories are in a temporary folder. */
export async function startTestPortal(
  options: Partial<Omit<PortalOptions, 'data'>> = {},
): Promise<TestPortal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-portal-'));
  // PostgreSQL, which a stamped service brings, runs as another user than root and has to get through
  await chmod(folder, 0o755);
  const stamped = path.join(folder, 'stamped');
  await mkdir(stamped);
  const portal = await startPortal({
    ...options,
    port: options.port ?? (await freePort()),
    data: path.join(folder, 'data'),
    env: { GOLDPATH_STAMPED: stamped, ...options.env },
  });
  return {
    ...portal,
    stamped,
    async stop() {
      await stopPortal(portal);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
