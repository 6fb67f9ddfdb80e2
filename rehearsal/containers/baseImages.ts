import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { x } from 'tinyexec';
import { replacedBase } from '../../tools/image/baseImage.ts';
import { makeStandIn } from '../../tools/image/standIn.ts';
import { SetupError } from '../../tools/setup/steps.ts';
import type { Docker } from './docker.ts';

/** The image of the database in both compose files. */
const database = 'postgres:15-alpine';

/** Debian 12, whose PostgreSQL is 15. */
const debian = 'bookworm';

/**
 * Makes the images that the Dockerfiles and compose files are based on, where no registry can be reached: Node 24 from npm on
 * busybox, and PostgreSQL 15 on Debian. Images that the daemon has are kept.
 *
 * @param cache - the folder that keeps Debian's packages between runs
 */
export async function makeBaseImages(docker: Docker, cache: string): Promise<void> {
  const has = async (image: string) => (await docker.run('image', 'inspect', image)).code === 0;
  if (!(await has(nodeImage))) await importFolder(docker, nodeImage, folder => makeStandIn(folder, ['git']));
  if (!(await has(database))) {
    const changes = ['ENTRYPOINT ["/entrypoint.sh"]', 'EXPOSE 5432'];
    await importFolder(docker, database, folder => makeDatabase(folder, cache), changes);
  }
}

/** The name under which {@link withBaseImage} finds Node: a made image does not have the digest of the published one. */
export const nodeImage = 'goldpath/node:24';

/**
 * Writes a copy of a Dockerfile that is based on {@link nodeImage}.
 *
 * @param target - the path of the copy
 */
export async function withBaseImage(dockerfile: string, target: string): Promise<void> {
  const content = await readFile(dockerfile, 'utf8');
  await writeFile(target, content.replace(replacedBase(content), nodeImage));
}

async function importFolder(
  docker: Docker,
  image: string,
  make: (folder: string) => Promise<void>,
  changes: readonly string[] = [],
): Promise<void> {
  const work = await mkdtemp(path.join(tmpdir(), 'goldpath-base-'));
  const folder = path.join(work, 'root');
  const archive = path.join(work, 'root.tar');
  try {
    await mkdir(folder);
    // mkdtemp's folder is private, and the container's user is not root
    await chmod(folder, 0o755);
    await make(folder);
    await mustRun('tar', '-C', folder, '-cf', archive, '.');
    const options = ['ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...changes];
    await docker.mustRun('import', ...options.flatMap(change => ['--change', change]), archive, image);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function makeDatabase(folder: string, cache: string): Promise<void> {
  const base = path.join(cache, debian);
  if (!existsSync(base)) {
    // the name of the folder says that it is complete
    const unfinished = `${base}-unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mustRun('debootstrap', '--variant=minbase', '--include=postgresql-15', debian, unfinished);
    await rename(unfinished, base);
  }
  // Node copies no devices
  await mustRun('cp', '-a', `${base}/.`, folder);
  await mustRun('chroot', folder, 'sh', '-c', 'ln -sf /usr/lib/postgresql/15/bin/* /usr/local/bin/');
  await cp(path.join(import.meta.dirname, 'entrypoint.sh'), path.join(folder, 'entrypoint.sh'));
  await chmod(path.join(folder, 'entrypoint.sh'), 0o755);
}

async function mustRun(program: string, ...args: string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await x(program, args);
  if (exitCode !== 0)
    throw new SetupError(`${program} ended with exit code ${exitCode}:\n${(stdout + stderr).slice(-1000)}`);
}
