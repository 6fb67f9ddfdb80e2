import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../setup/steps.ts';

/** Where Debian and Alpine both keep the certificates that programs trust. */
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** Parts of the C library that programs do not load and prebuilt addons of npm packages do. */
const addonLibraries = ['librt.so.1'];

/**
 * The image that a Dockerfile builds on, when the stand-in can take its place.
 *
 * @param dockerfile its text
 * @returns the image's name, tag and digest
 * @throws SetupError when it is no Node 24 on Alpine, or is not pinned by digest
 */
export function replacedBase(dockerfile: string): string {
  const base = /^FROM\s+(\S+)/im.exec(dockerfile)?.[1] ?? 'nothing';
  if (/^node:24[\w.]*-alpine[\w.]*@sha256:[0-9a-f]{64}$/.test(base)) return base;
  throw new SetupError(
    `The Dockerfile builds on ${base}. Only node:24...-alpine, pinned by its digest, can be stood in for.`,
  );
}

/** The files that a program loads when it starts, from what `ldd` says of it. */
export function sharedLibraries(ldd: string): string[] {
  return [...ldd.matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x/gm)].flatMap(([, file]) => file ?? []);
}

/**
 * Makes a root folder that stands in for `node:24-alpine` where no image can be pulled: this machine's Node 24 and npm at
 * their places, busybox for the rest, the user `node`, and an `apk` that only says whether a program is there. The C
 * library is this machine's, not musl.
 *
 * @param folder an empty folder
 * @param programs what the Dockerfile asks `apk` for, taken from this machine
 */
export async function makeStandIn(folder: string, programs: readonly string[] = []): Promise<void> {
  const at = (file: string) => path.join(folder, file);
  for (const directory of [
    'bin',
    'dev',
    'proc',
    'sys',
    'run',
    'usr/bin',
    'usr/local/bin',
    'usr/local/etc',
    'etc',
  ])
    await mkdir(at(directory), { recursive: true });
  await mkdir(at('tmp'));
  await chmod(at('tmp'), 0o1777);
  await put(busybox(), at('bin/busybox'));
  for (const applet of execFileSync(busybox(), ['--list'], { encoding: 'utf8' }).trim().split('\n')) {
    if (!existsSync(at(`bin/${applet}`))) await symlink('busybox', at(`bin/${applet}`));
  }
  await symlink('/bin/env', at('usr/bin/env'));
  await putProgram(process.execPath, folder, 'usr/local/bin/node');
  // Yarn reads in it which C library there is
  await put(found('ldd'), at('usr/bin/ldd'));
  await putNpm(folder);
  for (const program of programs) await putProgram(found(program), folder, `usr/bin/${program}`);
  if (programs.includes('git'))
    await cp('/usr/lib/git-core/git-remote-https', at('usr/lib/git-core/git-remote-https'));
  await writeFile(at('bin/apk'), apk, { mode: 0o755 });
  await writeFile(at('etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n');
  await writeFile(at('etc/group'), 'root:x:0:\nnode:x:1000:\n');
}

const apk = `#!/bin/sh
shift
for package in "$@"; do
  case "$package" in
    --*) ;;
    *) command -v "$package" >/dev/null || { echo "The stand-in has no $package." >&2; exit 1; } ;;
  esac
done
`;

/** npm as this machine has it, asking the registry that this machine's npm asks, without its credentials. */
async function putNpm(folder: string): Promise<void> {
  const command = realpathSync(found('npm'));
  const modules = path.join(folder, 'usr/local/lib/node_modules');
  await cp(path.dirname(path.dirname(command)), path.join(modules, 'npm'), {
    recursive: true,
    dereference: true,
  });
  for (const name of ['npm', 'npx'])
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, path.join(folder, 'usr/local/bin', name));
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const settings = [`registry=${registry}`, ...(existsSync(certificates) ? [`cafile=${certificates}`] : [])];
  await writeFile(path.join(folder, 'usr/local/etc/npmrc'), `${settings.join('\n')}\n`);
  const yarn = [`npmRegistryServer: ${registry}`, `httpsCaFilePath: ${certificates}`];
  await mkdir(path.join(folder, 'root'), { recursive: true });
  await writeFile(
    path.join(folder, 'root/.yarnrc.yml'),
    `${yarn.slice(0, existsSync(certificates) ? 2 : 1).join('\n')}\n`,
  );
  if (existsSync(certificates)) await put(certificates, path.join(folder, certificates));
}

async function putProgram(program: string, folder: string, target: string): Promise<void> {
  const libraries = sharedLibraries(execFileSync('ldd', [program], { encoding: 'utf8' }));
  await put(program, path.join(folder, target));
  const beside = libraries
    .filter(library => path.basename(library) === 'libc.so.6')
    .flatMap(libc => addonLibraries.map(name => path.join(path.dirname(libc), name)));
  for (const library of [...libraries, ...beside]) await put(library, path.join(folder, library));
}

async function put(file: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await copyFile(file, target);
}

const busybox = () => found('busybox');

function found(program: string): string {
  try {
    return execFileSync('which', [program], { encoding: 'utf8' }).trim();
  } catch {
    throw new SetupError(`${program} is needed and not on the PATH: install it and run the command again.`);
  }
}
