import { execFile, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from '../setup/steps.ts';

const run = promisify(execFile);

/** What building and running needs, as Debian names it: the builder, the runtime, and the shell of the stand-in. */
const debianPackages = ['buildah', 'runc', 'busybox-static'];

/** What an image says of how it runs; the names are those of the image format. */
export interface ImageConfig {
  User: string;
  Env: string[];
  Cmd: string[];
  WorkingDir: string;
  Volumes?: Record<string, object>;
  Labels?: Record<string, string>;
  Healthcheck?: { Test: string[] };
  StopSignal?: string;
}

/** Builds and unpacks images in a folder of its own, without a daemon. */
export interface Builder {
  /** Makes a one-layer image of a folder that has become a root file system. */
  fromFolder(folder: string, image: string): Promise<void>;
  /**
   * Builds a folder's Dockerfile.
   *
   * @param base takes the place of the image that the Dockerfile's first FROM names
   * @throws SetupError with the last lines of the build's log
   */
  build(
    folder: string,
    image: string,
    options: { base?: string; args?: Record<string, string> },
  ): Promise<void>;
  /** Unpacks an image and gives its root folder. */
  unpack(image: string): Promise<string>;
  config(image: string): Promise<ImageConfig>;
}

/**
 * Sees to it that the programs are there; installs them where this is Debian and the user is root.
 *
 * @throws SetupError that says what to install
 */
export function needPrograms(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new SetupError('Building an image without Docker needs Linux and root: sudo npm run image');
  }
  const there = (program: string) => spawnSync('which', [program]).status === 0;
  if (['buildah', 'runc', 'busybox'].every(there)) return;
  const remedy = `Install them and run the command again: apt-get install ${debianPackages.join(' ')}`;
  if (!there('apt-get')) throw new SetupError(`buildah, runc and a static busybox are needed. ${remedy}`);
  spawnSync('apt-get', ['update'], { stdio: 'ignore' });
  const install = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...debianPackages], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (install.status !== 0) throw new SetupError(`apt-get could not install the builder. ${remedy}`);
}

/**
 * A builder that keeps images in `folder`, and what the builds' cache mounts hold in `cache`.
 *
 * The isolation is chroot and the storage plain copies, so that it works inside a container or a small virtual machine too.
 */
export async function openBuilder(folder: string, cache: string): Promise<Builder> {
  await mkdir(cache, { recursive: true });
  const storage = [
    '--storage-driver',
    'vfs',
    '--root',
    path.join(folder, 'storage'),
    '--runroot',
    path.join(folder, 'run'),
  ];
  const env = { ...process.env, TMPDIR: cache };
  const buildah = async (...args: string[]) =>
    (await run('buildah', [...storage, ...args], { env, maxBuffer: 64e6 })).stdout.trim();
  return {
    async fromFolder(root, image) {
      const container = await buildah('from', 'scratch');
      await buildah('add', '--quiet', container, root, '/');
      await buildah('commit', '--quiet', '--rm', container, image);
    },
    async build(context, image, { base, args = {} }) {
      const options = [
        ...['--isolation', 'chroot', '--network', 'host', '--format', 'docker', '--tag', image],
        ...(base ? ['--from', base, '--pull-never'] : []),
        ...Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
      ];
      await buildah('build', ...options, context).catch((error: { stdout?: string; stderr?: string }) => {
        // what a command of the Dockerfile said, then what buildah says of it
        const last = (text = '') => text.trim().split('\n').slice(-15);
        const log = [...last(error.stdout), ...last(error.stderr)].join('\n');
        throw new SetupError(`${path.join(context, 'Dockerfile')} does not build:\n${log}`);
      });
    },
    async unpack(image) {
      return buildah('mount', await buildah('from', '--pull-never', image));
    },
    async config(image) {
      return JSON.parse(await buildah('inspect', '--type', 'image', image)).Docker.config;
    },
  };
}
