import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { freePort } from '../../tools/freePort.ts';
import { SetupError } from '../../tools/setup/steps.ts';
import { withBaseImage } from './baseImages.ts';
import type { Docker } from './docker.ts';

interface ComposeFile {
  services: Record<string, { build?: string; image?: string; ports?: string[] }>;
}

/** The containers of a compose file that runs. */
export interface Composition {
  /** the address of its program */
  url: string;
  /** Returns the id of the container of a service. */
  container(service: string): Promise<string>;
  stop(): Promise<void>;
}

/** Builds the Dockerfile of a folder on the base image that the daemon has. */
export async function buildImage(docker: Docker, folder: string, image: string): Promise<void> {
  const work = await mkdtemp(path.join(tmpdir(), 'goldpath-build-'));
  try {
    const dockerfile = path.join(work, 'Dockerfile');
    await withBaseImage(path.join(folder, 'Dockerfile'), dockerfile);
    await docker.mustRun('build', '--network', 'host', '--file', dockerfile, '--tag', image, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Returns a compose file as it is, except that its program has the image that was built and a port that is free.
 *
 * @param content - of a compose file with one service that is built
 * @param port - the port of this machine
 */
export function composed(content: string, image: string, port: number): string {
  const file = parse(content) as ComposeFile;
  for (const service of Object.values(file.services).filter(({ build }) => build !== undefined)) {
    delete service.build;
    service.image = image;
    service.ports = service.ports?.map(published => published.replace(/:\d+:/, `:${port}:`));
  }
  return stringify(file);
}

/**
 * Starts the compose file of a folder. It has its own volumes, which {@link Composition.stop} removes.
 *
 * @throws SetupError with the logs when a container does not start
 */
export async function startComposition(docker: Docker, folder: string, image: string): Promise<Composition> {
  const work = await mkdtemp(path.join(tmpdir(), 'goldpath-compose-'));
  const file = path.join(work, 'compose.yaml');
  const port = await freePort();
  await writeFile(file, composed(await readFile(path.join(folder, 'compose.yaml'), 'utf8'), image, port));
  const project = ['--project-name', `goldpath-${randomUUID().slice(0, 8)}`, '--file', file];
  const stop = async () => {
    await docker.compose([...project, 'down', '--volumes']);
    await rm(work, { recursive: true, force: true });
  };
  const { code, output } = await docker.compose([...project, 'up', '--detach']);
  if (code !== 0) {
    const logs = await docker.compose([...project, 'logs', '--tail', '20']);
    await stop();
    throw new SetupError(`${folder}/compose.yaml did not start:\n${output.slice(-2000)}\n${logs.output}`);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    container: async service => (await docker.compose([...project, 'ps', '--quiet', service])).output.trim(),
    stop,
  };
}
