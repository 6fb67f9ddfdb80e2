import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listFiles } from '@goldpath/files';

/** An npm project: a folder with a package.json that has a lockfile, or the root of the repository. */
export interface NpmProject {
  /** absolute */
  dir: string;
  /** relative to the repository that it is part of, with forward slashes; `.` for its root */
  name: string;
  scripts: Readonly<Record<string, string>>;
  /** the arguments of npm that install its packages; undefined when they are installed, or it has none */
  install: readonly string[] | undefined;
}

/** The npm projects of a skeleton or of a stamped repository, the outer ones first. */
export async function npmProjects(repository: string): Promise<NpmProject[]> {
  const files = new Set((await listFiles(repository)).map(file => file.path));
  const manifests = [...files].filter(file => path.posix.basename(file) === 'package.json');
  const isProject = (name: string) => name === '.' || files.has(`${name}/package-lock.json`);
  const names = manifests.map(file => path.posix.dirname(file)).filter(isProject);
  const projects = await Promise.all(names.map(name => readProject(repository, name)));
  return projects.sort((left, right) => left.name.length - right.name.length);
}

async function readProject(repository: string, name: string): Promise<NpmProject> {
  const dir = path.join(repository, name);
  const manifest = JSON.parse(await readFile(path.join(dir, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>;
    dependencies?: object;
    devDependencies?: object;
  };
  const { scripts = {}, dependencies = {}, devDependencies = {} } = manifest;
  const packages = Object.keys({ ...dependencies, ...devDependencies });
  return { dir, name, scripts, install: installOf(dir, packages.length > 0) };
}

const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];

function installOf(dir: string, hasPackages: boolean): readonly string[] | undefined {
  const lockfile = path.join(dir, 'package-lock.json');
  // npm writes this file at the end of an installation
  const installed = path.join(dir, 'node_modules', '.package-lock.json');
  if (!existsSync(lockfile)) {
    if (!hasPackages || existsSync(installed)) return undefined;
    return ['install', '--no-package-lock', ...quiet];
  }
  const isCurrent = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs;
  return isCurrent ? undefined : ['ci', ...quiet];
}
