import { existsSync, readFileSync } from 'node:fs';
import {
  createRequire,
  type LoadHookSync,
  registerHooks,
  type ResolveHookSync,
  SourceMap,
  type SourceMapPayload,
  stripTypeScriptTypes,
} from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'sucrase';
import type { SourcePosition } from './recorded.ts';

const ownRequire = createRequire(import.meta.url);
const sourceFile = /\.[cm]?tsx?$/;

/** Namespaces: sucrase does not support them. Node's compiler does, but changes the lines. */
const namespace = /(?:^|[\s;}])(?:namespace|module)\s+[A-Za-z_]\w*(?:\.\w+)*\s*\{/;
const maps = new Map<string, SourceMap>();

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
  if (!file.startsWith(dir + path.sep) || file.includes('/node_modules/')) return undefined;
  const entry = maps.get(file)?.findEntry(line - 1, column - 1);
  if (entry && 'originalLine' in entry) return { file, line: entry.originalLine + 1 };
  return { file, line };
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
    return adopted(next(specifier, context), specifier, folder);
  } catch (error) {
    const url = folder && ownPackage(specifier);
    if (url) return { url, shortCircuit: true };
    const file = sourceBeside(specifier, context.parentURL);
    if (file) return adopted({ url: pathToFileURL(file).href, shortCircuit: true }, specifier, folder);
    // Node leaves out the importing file when a hook is registered
    if (context.parentURL?.startsWith('file:') && error instanceof Error)
      Object.assign(error, { requireStack: [fileURLToPath(context.parentURL)] });
    throw error;
  }
};

const load: LoadHookSync = (url, context, next) => {
  const dir = folderOf(url);
  if (dir === undefined || !sourceFile.test(url) || url.includes('/node_modules/')) return next(url, context);
  const file = fileURLToPath(url);
  const { code } = transform(withoutNamespaces(readFileSync(file, 'utf8'), file), {
    // CommonJS keeps the AWS package lazy: an ES import would load every one of its resources
    transforms: file.endsWith('x') ? ['typescript', 'jsx', 'imports'] : ['typescript', 'imports'],
    disableESTransforms: true,
    filePath: path.relative(dir, file),
  });
  return { format: 'commonjs', source: code, shortCircuit: true };
};

function withoutNamespaces(source: string, file: string): string {
  if (!namespace.test(source)) return source;
  const compiled = stripTypeScriptTypes(source, { mode: 'transform', sourceMap: true, sourceUrl: file });
  const [code = '', map = ''] = compiled.split('//# sourceMappingURL=data:application/json;base64,');
  const payload = JSON.parse(Buffer.from(map, 'base64').toString()) as SourceMapPayload;
  maps.set(file, new SourceMap(payload));
  return code;
}

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

/** Files that a program imports from outside its folder are compiled like its own. */
function adopted<Resolved extends { url: string }>(
  resolved: Resolved,
  specifier: string,
  folder: string | undefined,
): Resolved {
  if (folder === undefined || !specifier.startsWith('.')) return resolved;
  if (folderOf(resolved.url) === undefined && sourceFile.test(resolved.url)) {
    const dir = path.dirname(fileURLToPath(resolved.url));
    folders.push(dir);
    outside.set(dir, outside.get(folder) ?? folder);
  }
  return resolved;
}

/** Returns the folder, of a program or outside one, that a file belongs to. */
function folderOf(url: string | undefined): string | undefined {
  if (!url?.startsWith('file:')) return undefined;
  const file = fileURLToPath(url);
  return folders.find(dir => file.startsWith(dir + path.sep));
}

/** Returns the file that an import without an extension refers to: the source file, or the index of the folder. */
function sourceBeside(specifier: string, parentURL: string | undefined): string | undefined {
  if (!parentURL || !specifier.startsWith('.')) return undefined;
  const base = path.resolve(path.dirname(fileURLToPath(parentURL)), specifier);
  const candidates = ['.ts', '.tsx', '/index.ts'].map(end => base + end);
  // TypeScript lets a program import ./file.ts as ./file.js
  return [...candidates, base.replace(/\.js$/, '.ts')].find(file => file !== base && existsSync(file));
}
