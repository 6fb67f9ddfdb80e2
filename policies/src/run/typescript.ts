import { existsSync, readFileSync } from 'node:fs';
import { createRequire, registerHooks, SourceMap, stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'sucrase';
import type { SourcePosition } from './recorded.ts';

const ownRequire = createRequire(import.meta.url);
const sourceFile = /\.[cm]?tsx?$/;

/** What sucrase does not know; Node's own compiler does, though it moves the lines. */
const namespace = /(?:^|[\s;}])(?:namespace|module)\s+[A-Za-z_]\w*(?:\.\w+)*\s*\{/;
const maps = new Map<string, SourceMap>();

/** The folders of the programs, and of what they import from beside them. */
const folders: string[] = [];

/** The same, without the programs' own: by each, the program that was the first to import from it. */
const beside = new Map<string, string>();

/** What a program of the templates imports: this package has all of it. */
const lent = /^(@pulumi\/|@pulumiverse\/|ajv$)/;

/** The place in the TypeScript source of a place in what it was compiled to. */
export function originOf({ file, line, column }: SourcePosition & { column: number }): SourcePosition {
  const entry = maps.get(file)?.findEntry(line - 1, column - 1);
  return entry && 'originalLine' in entry ? { file, line: entry.originalLine + 1 } : { file, line };
}

/**
 * Lets this process load a program's TypeScript as Pulumi's own runtime does: as CommonJS, imports without file extensions.
 * Packages that the program's folder has not installed come from this package where it has them, so that a repository
 * can be checked before anybody installed it.
 *
 * @param dir absolute path of the program's folder
 */
export function loadTypeScriptUnder(dir: string): void {
  const isFirst = folders.length === 0;
  folders.push(dir);
  if (!isFirst) return;
  registerHooks({
    resolve(specifier, context, next) {
      const folder = folderOf(context.parentURL);
      const program = folder === undefined ? undefined : beside.get(folder);
      // there must be one copy of the SDK in the process, though what is imported from beside may have its own
      if (program !== undefined && lent.test(specifier)) {
        const own = createRequire(path.join(program, 'index.ts'));
        return { url: pathToFileURL(own.resolve(specifier)).href, shortCircuit: true };
      }
      try {
        return adopted(next(specifier, context), specifier, folder);
      } catch (error) {
        const url = lent.test(specifier) && folder !== undefined ? ownPackage(specifier) : undefined;
        if (url) return { url, shortCircuit: true };
        const file = specifier.startsWith('.') ? sourceBeside(specifier, context.parentURL) : undefined;
        if (file) return adopted({ url: pathToFileURL(file).href, shortCircuit: true }, specifier, folder);
        // Node leaves out who asked when a hook stands in between
        if (context.parentURL?.startsWith('file:') && error instanceof Error)
          Object.assign(error, { requireStack: [fileURLToPath(context.parentURL)] });
        throw error;
      }
    },
    load(url, context, next) {
      const dir = folderOf(url);
      if (dir === undefined || !sourceFile.test(url) || url.includes('/node_modules/'))
        return next(url, context);
      const file = fileURLToPath(url);
      const { code } = transform(withoutNamespaces(readFileSync(file, 'utf8'), file), {
        // CommonJS keeps the AWS package lazy: an ES import would load every one of its resources
        transforms: file.endsWith('x') ? ['typescript', 'jsx', 'imports'] : ['typescript', 'imports'],
        disableESTransforms: true,
        filePath: path.relative(dir, file),
      });
      return { format: 'commonjs', source: code, shortCircuit: true };
    },
  });
}

function withoutNamespaces(source: string, file: string): string {
  if (!namespace.test(source)) return source;
  const compiled = stripTypeScriptTypes(source, { mode: 'transform', sourceMap: true, sourceUrl: file });
  const [code = '', map = ''] = compiled.split('//# sourceMappingURL=data:application/json;base64,');
  maps.set(file, new SourceMap(JSON.parse(Buffer.from(map, 'base64').toString())));
  return code;
}

function ownPackage(specifier: string): string | undefined {
  try {
    return pathToFileURL(ownRequire.resolve(specifier)).href;
  } catch {
    // then the program's own failure to find it is what is told
    return undefined;
  }
}

/** The folders that a program's own files lie in. */
export function foldersOf(dir: string): string[] {
  return [dir, ...[...beside].filter(([, program]) => program === dir).map(([folder]) => folder)];
}

/** What a program imports from beside its folder is read as its own files are. */
function adopted<Resolved extends { url: string }>(
  resolved: Resolved,
  specifier: string,
  folder: string | undefined,
): Resolved {
  const outside = folder !== undefined && specifier.startsWith('.') && folderOf(resolved.url) === undefined;
  if (outside && sourceFile.test(resolved.url)) {
    const dir = path.dirname(fileURLToPath(resolved.url));
    folders.push(dir);
    beside.set(dir, beside.get(folder) ?? folder);
  }
  return resolved;
}

/** The folder of a program, or beside one, that a file belongs to. */
function folderOf(url: string | undefined): string | undefined {
  if (!url?.startsWith('file:')) return undefined;
  const file = fileURLToPath(url);
  return folders.find(dir => file.startsWith(dir + path.sep));
}

/** What an import without an extension means: the file, or the index of the folder. */
function sourceBeside(specifier: string, parentURL: string | undefined): string | undefined {
  if (!parentURL) return undefined;
  const base = path.resolve(path.dirname(fileURLToPath(parentURL)), specifier);
  const candidates = ['.ts', '.tsx', '/index.ts'].map(end => base + end);
  // TypeScript lets a program say ./file.js for ./file.ts
  return [...candidates, base.replace(/\.js$/, '.ts')].find(file => file !== base && existsSync(file));
}
