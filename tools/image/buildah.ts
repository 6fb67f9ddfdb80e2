import { execFile, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from '../setup/steps.ts';

const run = promisify(execFile);

/** The Debian packages that building and running need: the builder, the runtime, and the shell of the stand-in. */
const debianPackages = ['buildah', 'runc', 'busybox-static'];

/** The configuration of an image; the names are those of the image format. */
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
  /** Creates an image with one layer from a folder that contains a root file system. */
  fromFolder: (folder: string, image: string) => Promise<void>;
  /**
   * Builds a folder's Dockerfile.
   *
   * @param base - replaces the image of the Dockerfile's first FROM
   * @throws SetupError with the last lines of the build's log
   */
  build: (
    folder: string,
    image: string,
    options: { base?: string; args?: Record<string, string> },
  ) => Promise<void>;
  /** Unpacks an image and returns its root folder. */
  unpack: (image: string) => Promise<string>;
  config: (image: string) => Promise<ImageConfig>;
}

/**
 * Installs the programs of the builder when they are missing, on Debian as root.
 *
 * @throws SetupError with the packages to install
 */
export function installPrograms(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new SetupError('Building an image without Docker needs Linux and root: sudo npm run image');
  }
  const isInstalled = (program: string) => spawnSync('which', [program]).status === 0;
  if (['buildah', 'runc', 'busybox'].every(isInstalled)) return;
  const fix = `Install them and run the command again: apt-get install ${debianPackages.join(' ')}`;
  if (!isInstalled('apt-get')) throw new SetupError(`buildah, runc and a static busybox are needed. ${fix}`);
  spawnSync('apt-get', ['update'], { stdio: 'ignore' });
  const install = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...debianPackages], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (install.status !== 0) throw new SetupError(`apt-get could not install the builder. ${fix}`);
}

/**
 * A builder that keeps images in `folder`, and the cache mounts of builds in `cache`.
 *
 * The isolation is chroot and the storage driver vfs, so that it also works in a container or a small virtual machine.
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
        ...Object.entries(args).map(([name, value]) => `--build-arg=${name}=${value}`),
      ];
      if (base) options.push('--from', base, '--pull-never');
      await buildah('build', ...options, context).catch((error: { stdout?: string; stderr?: string }) => {
        // the output of the failed command comes first, then the error of buildah
        const last = (text = '') => text.trim().split('\n').slice(-15);
        const log = [...last(error.stdout), ...last(error.stderr)].join('\n');
        throw new SetupError(`${path.join(context, 'Dockerfile')} does not build:\n${log}`);
      });
    },
    async unpack(image) {
      return buildah('mount', await buildah('from', '--pull-never', image));
    },
    async config(image) {
      const inspected = await buildah('inspect', '--type', 'image', image);
      return (JSON.parse(inspected) as { Docker: { config: ImageConfig } }).Docker.config;
    },
  };
}
