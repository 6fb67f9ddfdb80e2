import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../setup/steps.ts';
import { sharedLibraries } from './baseImage.ts';

/** The certificates that programs trust, on Debian and Alpine. */
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** Parts of the C library that only prebuilt addons of npm packages load. */
const addonLibraries = ['librt.so.1'];

const directories = ['bin', 'dev', 'proc', 'sys', 'run', 'usr/bin', 'usr/local/bin', 'usr/local/etc', 'etc'];

/**
 * Creates a root folder that replaces `node:24-alpine` on a machine that cannot pull images: this machine's Node 24 and npm,
 * busybox for everything else, the user `node`, and an `apk` that only checks whether a program exists. The C library is
 * this machine's and not musl.
 *
 * @param folder - an empty folder
 * @param programs - the programs that the Dockerfile installs with `apk`, copied from this machine
 */
export async function makeStandIn(folder: string, programs: readonly string[] = []): Promise<void> {
  const at = (file: string) => path.join(folder, file);
  for (const directory of directories) await mkdir(at(directory), { recursive: true });
  await mkdir(at('tmp'));
  await chmod(at('tmp'), 0o1777);
  await put(busybox(), at('bin/busybox'));
  for (const applet of execFileSync(busybox(), ['--list'], { encoding: 'utf8' }).trim().split('\n')) {
    if (!existsSync(at(`bin/${applet}`))) await symlink('busybox', at(`bin/${applet}`));
  }
  await symlink('/bin/env', at('usr/bin/env'));
  await putProgram(process.execPath, folder, 'usr/local/bin/node');
  // Yarn reads it to find out which C library is used
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

/** Copies npm from this machine, with its registry and without its credentials. */
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
  const npm = [`registry=${registry}`];
  const yarn = [`npmRegistryServer: ${registry}`];
  if (existsSync(certificates)) {
    npm.push(`cafile=${certificates}`);
    yarn.push(`httpsCaFilePath: ${certificates}`);
    await put(certificates, path.join(folder, certificates));
  }
  await writeFile(path.join(folder, 'usr/local/etc/npmrc'), `${npm.join('\n')}\n`);
  await mkdir(path.join(folder, 'root'), { recursive: true });
  await writeFile(path.join(folder, 'root/.yarnrc.yml'), `${yarn.join('\n')}\n`);
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
    throw new SetupError(`${program} is not on the PATH. Install it and run the command again.`);
  }
}
