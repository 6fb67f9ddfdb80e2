import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PortalApi } from '../tools/portal-api.ts';
import { freePort } from '../tools/freePort.ts';
import { developmentConfigs, type Portal, startPortal, stopPortal } from '../tools/setup/portal.ts';
import type { GitHub } from './github/gitHub.ts';

/** A portal that publishes to a stand-in for GitHub, with its data in a temporary folder. */
export interface RehearsedPortal extends Portal {
  api: PortalApi;
  stop(): Promise<void>;
}

/**
 * Starts the portal with its usual configuration and the addresses of the stand-in.
 *
 * @param template - entity reference of a template that its catalog must have
 */
export async function startRehearsedPortal(gitHub: GitHub, template: string): Promise<RehearsedPortal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-rehearsal-'));
  const stamped = path.join(folder, 'stamped');
  await mkdir(stamped);
  const config = path.join(folder, 'github.json');
  const integration = { host: 'github.com', apiBaseUrl: gitHub.url, token: gitHub.token };
  await writeFile(config, JSON.stringify({ integrations: { github: [integration] } }));
  const portal = await startPortal({
    port: await freePort(),
    data: path.join(folder, 'data'),
    env: { GOLDPATH_STAMPED: stamped },
    configs: [...developmentConfigs({}), config],
  });
  const api = await PortalApi.asGuest(portal.url);
  assert(await api.entity(template, 30_000), `${template} is not in the catalog`);
  return {
    ...portal,
    api,
    async stop() {
      await stopPortal(portal);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
