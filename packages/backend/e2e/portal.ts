import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PortalApi } from '../../../tools/portal-api.ts';
import { freePort } from '../../../tools/freePort.ts';
import { validAnswers } from '../../cli/src/testing/answers.ts';
import { type Portal, type PortalOptions, startPortal, stopPortal } from '../../../tools/setup/portal.ts';

/** Valid answers to the form of prompt-library-service, for a service that is published locally. */
export const serviceAnswers = { ...validAnswers, destination: 'local' };

/** Environment of a portal whose search finds new entities within seconds. */
export const frequentSearchIndex = { APP_CONFIG_search_collators_catalog_schedule_frequency: '"2s"' };

/** A portal for one test file. */
export interface TestPortal extends Portal {
  /** the folder that it publishes repositories into */
  stamped: string;
  stop(): Promise<void>;
}

/** Starts a real portal on a free port, with its data and repositories in a temporary folder. */
export async function startTestPortal(
  options: Partial<Omit<PortalOptions, 'data'>> = {},
): Promise<TestPortal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-portal-'));
  // The PostgreSQL of a stamped service runs as another user, who needs access.
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

/** Signs in to a portal as a guest, and waits until its catalog has the template. */
export async function signInWhenReady(portal: TestPortal, template: string): Promise<PortalApi> {
  const api = await PortalApi.asGuest(portal.url);
  assert(await api.entity(template, 120_000), `${template} is not in the catalog`);
  return api;
}
