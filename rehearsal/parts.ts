import { statfs } from 'node:fs/promises';
import { x } from 'tinyexec';

/** A program of the machine that a step of the rehearsal needs. */
export interface Part {
  name: string;
  /** a command that succeeds when it is there */
  probe: readonly [program: string, ...args: string[]];
  /** completes the sentence "Docker is missing: ..." */
  install: string;
}

/** The parts that do not come from npm, by name. */
export const parts = {
  go: {
    name: 'Go',
    probe: ['go', 'version'],
    install: 'install Go 1.24 or later from https://go.dev/dl',
  },
  skopeo: {
    name: 'skopeo',
    probe: ['skopeo', '--version'],
    install: 'install it (Debian: apt-get install skopeo)',
  },
  registry: {
    name: 'docker-registry',
    probe: ['docker-registry', '--version'],
    install: 'install it (Debian: apt-get install docker-registry)',
  },
  jq: {
    name: 'jq',
    probe: ['jq', '--version'],
    install: 'install it (Debian: apt-get install jq)',
  },
  shellcheck: {
    name: 'ShellCheck',
    probe: ['shellcheck', '--version'],
    install: 'install it (Debian: apt-get install shellcheck)',
  },
  moto: {
    name: 'moto',
    probe: ['moto_server', '--help'],
    install: "run pip install 'moto[server]'",
  },
  aws: {
    name: 'the AWS command line',
    probe: ['aws', '--version'],
    install: 'run pip install awscli',
  },
} satisfies Record<string, Part>;

/** Returns the parts that this machine does not have. */
export async function missingParts(needed: readonly Part[]): Promise<Part[]> {
  const isThere = await Promise.all(needed.map(hasPart));
  return needed.filter((_, index) => !isThere[index]);
}

async function hasPart({ probe: [program, ...args] }: Part): Promise<boolean> {
  try {
    return (await x(program, args)).exitCode === 0;
  } catch (error) {
    // a program that is not installed cannot be started
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** The disk space that a rehearsal takes when nothing is in its caches, in GB: half of it is Docker's images and build caches. */
const neededGigabytes = 14;

/**
 * Returns what to do about a disk that may not have the space for the rehearsal, in a sentence, or undefined when it has.
 *
 * @param folder - a folder on that disk
 * @param needed - GB
 */
export async function missingSpace(folder: string, needed = neededGigabytes): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / 1e9);
  if (free >= needed) return undefined;
  return `The disk of ${folder} has ${free} GB free, and a first rehearsal takes ${needed} GB. If a step ends with ENOSPC, make room.`;
}
