import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

/** The options of `tsconfig.json` that change where imports are found. */
interface CompilerOptions {
  baseUrl?: string;
  paths?: Record<string, string[]>;
}

interface Mapping {
  /** absolute path of the folder that the targets are relative to */
  base: string;
  paths: Record<string, string[]>;
}

/** Returns the source file at a path without extension: the file itself, or the index of the folder. */
export function sourceFileAt(base: string): string | undefined {
  const candidates = ['.ts', '.tsx', '.mts', '/index.ts', '/index.tsx'].map(end => base + end);
  // TypeScript lets a program import ./file.ts as ./file.js
  return [base, ...candidates, base.replace(/\.([cm]?)js$/, '.$1ts')].find(isFile);
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

/** Returns the file that `paths` of the nearest tsconfig.json has for an import. */
export function mappedFile(specifier: string, parent: string): string | undefined {
  const { base, paths } = mappingFor(path.dirname(parent));
  for (const [pattern, targets] of Object.entries(paths)) {
    const [prefix = '', suffix] = pattern.split('*');
    const isMatch = suffix === undefined ? specifier === prefix : specifier.startsWith(prefix);
    if (!isMatch || !specifier.endsWith(suffix ?? '')) continue;
    const rest = specifier.slice(prefix.length, specifier.length - (suffix?.length ?? 0));
    const files = targets.map(target => sourceFileAt(path.resolve(base, target.replace('*', rest))));
    const file = files.find(found => found !== undefined);
    if (file !== undefined) return file;
  }
  return undefined;
}

const mappings = new Map<string, Mapping>();

function mappingFor(folder: string): Mapping {
  const known = mappings.get(folder);
  if (known) return known;
  const file = path.join(folder, 'tsconfig.json');
  const parent = path.dirname(folder);
  const mapping = existsSync(file) ? mappingIn(file) : undefined;
  const found = mapping ?? (parent === folder ? { base: folder, paths: {} } : mappingFor(parent));
  mappings.set(folder, found);
  return found;
}

/** Returns the mapping of a configuration, or of the one that it extends. */
function mappingIn(file: string): Mapping | undefined {
  const folder = path.dirname(file);
  const { compilerOptions = {}, extends: inherited } = readConfig(file);
  const { baseUrl = '.', paths } = compilerOptions;
  if (paths) return { base: path.resolve(folder, baseUrl), paths };
  if (typeof inherited !== 'string' || !inherited.startsWith('.')) return undefined;
  const other = [inherited, `${inherited}.json`].map(name => path.resolve(folder, name)).find(isFile);
  return other === undefined ? undefined : mappingIn(other);
}

/** A tsconfig.json may have comments and trailing commas: it is an expression of JavaScript. */
function readConfig(file: string): { compilerOptions?: CompilerOptions; extends?: unknown } {
  return runInNewContext(`(${readFileSync(file, 'utf8')})`, {}) as { compilerOptions?: CompilerOptions };
}

/** Returns the source file of a package of the same monorepo that was not built. */
export function workspaceFile(specifier: string, parent: string): string | undefined {
  const [, name = '', inside = ''] = /^(@[^/]+\/[^/]+|[^/]+)(?:\/(.*))?$/.exec(specifier) ?? [];
  const root = packageFolder(name, path.dirname(parent));
  if (root === undefined) return undefined;
  if (inside !== '')
    return sourceFileAt(path.join(root, inside)) ?? sourceFileAt(path.join(root, 'src', inside));
  const { main = '' } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    main?: string;
  };
  const source = main.replace(/\.js$/, '').replace(/^(\.\/)?(dist|lib|build|bin|out)\//, 'src/');
  const candidates = [main.replace(/\.js$/, ''), source, 'src/index', 'index'];
  return candidates.map(each => sourceFileAt(path.join(root, each))).find(found => found !== undefined);
}

/** Returns the real folder of a package that is linked from node_modules. */
function packageFolder(name: string, start: string): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) {
      const real = realpathSync(candidate);
      return real.includes(`${path.sep}node_modules${path.sep}`) ? undefined : real;
    }
    if (folder === path.dirname(folder)) return undefined;
  }
}
