import { existsSync } from 'node:fs';
import { createRequire, type LoadHookSync, registerHooks, type ResolveHookSync } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compile, isModuleFile, sourceLine } from './compile.ts';
import type { SourcePosition } from './recorded.ts';
import { mappedFile, sourceFileAt, workspaceFile } from './sourceFiles.ts';

const ownRequire = createRequire(import.meta.url);
const sourceFile = /\.[cm]?tsx?$/;
const scriptFile = /\.m?js$/;

/** The folders of the programs, and those outside them that they import from. */
const folders: string[] = [];

/** The folders outside the programs, each with the program that was the first to import from it. */
const outside = new Map<string, string>();

/** The packages that programs of the templates import: this package depends on all of them. */
const provided = /^(@pulumi\/|@pulumiverse\/|ajv$)/;

/**
 * Returns the position in the TypeScript source of a position in the compiled code; `undefined` when it is not in the
 * program's own files.
 *
 * @param dir absolute path of the program's folder
 * @param uri a path or a file URL
 */
export function sourcePosition(
  dir: string,
  uri: string,
  line: number,
  column: number,
): SourcePosition | undefined {
  const file = uri.startsWith('file:') ? fileURLToPath(uri) : uri;
  const isOwn = foldersOf(dir).some(folder => file.startsWith(folder + path.sep));
  if (!isOwn || file.includes('/node_modules/')) return undefined;
  return { file, line: sourceLine(file, line, column) };
}

/**
 * Lets this process load a program's TypeScript as Pulumi's own runtime does: as CommonJS, with imports without file
 * extensions. Packages that are not installed in the program's folder are resolved from this package, so that a repository
 * can be checked before its packages are installed.
 *
 * @param dir absolute path of the program's folder
 */
export function loadTypeScriptUnder(dir: string): void {
  const isFirst = folders.length === 0;
  folders.push(dir);
  if (!isFirst) return;
  registerHooks({ resolve, load });
}

const resolve: ResolveHookSync = (specifier, context, next) => {
  const folder = folderOf(context.parentURL);
  const program = outside.get(folder ?? '');
  // there must be only one copy of the SDK in the process, although a folder outside the program may have its own
  if (program !== undefined && provided.test(specifier)) {
    const own = createRequire(path.join(program, 'index.ts'));
    return { url: pathToFileURL(own.resolve(specifier)).href, shortCircuit: true };
  }
  try {
    return adopted(next(specifier, context), folder);
  } catch (error) {
    const url = folder && ownPackage(specifier);
    if (url) return { url, shortCircuit: true };
    const file = folder && sourceOf(specifier, context.parentURL);
    if (file) return adopted({ url: pathToFileURL(file).href, shortCircuit: true }, folder);
    // Node leaves out the importing file when a hook is registered
    if (context.parentURL?.startsWith('file:') && error instanceof Error)
      Object.assign(error, { requireStack: [fileURLToPath(context.parentURL)] });
    throw error;
  }
};

const load: LoadHookSync = (url, context, next) => {
  const dir = folderOf(url);
  if (dir === undefined || url.includes('/node_modules/')) return next(url, context);
  const isScript = scriptFile.test(url) && isModuleFile(fileURLToPath(url));
  if (!isScript && !sourceFile.test(url)) return next(url, context);
  return { format: 'commonjs', source: compile(fileURLToPath(url), dir), shortCircuit: true };
};

function ownPackage(specifier: string): string | undefined {
  if (!provided.test(specifier)) return undefined;
  try {
    return pathToFileURL(ownRequire.resolve(specifier)).href;
  } catch {
    // the program's own error, that the package is not found, is reported instead
    return undefined;
  }
}

/** Returns the folders of a program's own files. */
export function foldersOf(dir: string): string[] {
  return [dir, ...[...outside.keys()].filter(folder => outside.get(folder) === dir)];
}

/** Files that a program imports from outside its folder, such as those of a monorepo's packages, are compiled like its own. */
function adopted<Resolved extends { url: string }>(resolved: Resolved, folder: string | undefined): Resolved {
  const { url } = resolved;
  if (folder === undefined || url.includes('/node_modules/') || folderOf(url) !== undefined) return resolved;
  if (!url.startsWith('file:') || !(sourceFile.test(url) || scriptFile.test(url)) || isOwnFile(url))
    return resolved;
  const dir = path.dirname(fileURLToPath(url));
  folders.push(dir);
  outside.set(dir, outside.get(folder) ?? folder);
  return resolved;
}

/** The packages of this repository, which programs get when they have none of their own. */
function isOwnFile(url: string): boolean {
  return fileURLToPath(url).startsWith(path.join(import.meta.dirname, '..', '..') + path.sep);
}

/** Returns the folder, of a program or outside one, that a file belongs to. */
function folderOf(url: string | undefined): string | undefined {
  if (!url?.startsWith('file:')) return undefined;
  const file = fileURLToPath(url);
  return folders.find(dir => file.startsWith(dir + path.sep));
}

/** Returns the source file of an import that Node does not find. */
function sourceOf(specifier: string, parentURL: string | undefined): string | undefined {
  if (!parentURL) return undefined;
  const parent = fileURLToPath(parentURL);
  if (/^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..')
    return sourceFileAt(path.resolve(path.dirname(parent), specifier));
  const file = mappedFile(specifier, parent) ?? workspaceFile(specifier, parent);
  return file !== undefined && existsSync(file) ? file : undefined;
}
