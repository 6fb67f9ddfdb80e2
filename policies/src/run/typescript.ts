import { existsSync, readFileSync } from 'node:fs';
import { createRequire, registerHooks, SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import type { SourcePosition } from './recorded.ts';

const ownRequire = createRequire(import.meta.url);
const sourceFile = /\.[cm]?tsx?$/;

/** By absolute path. Node's own mapping would also read the maps of every package that a stack trace passes. */
const maps = new Map<string, SourceMap>();

/** The place in the TypeScript source of a place in the code that was compiled from it. */
export function originOf({ file, line, column }: SourcePosition & { column: number }): SourcePosition {
  const entry = maps.get(file)?.findEntry(line - 1, column - 1);
  return entry && 'originalLine' in entry ? { file, line: entry.originalLine + 1 } : { file, line };
}

/**
 * Lets this process load a program's TypeScript as Pulumi's own runtime does: compiled to CommonJS, imports without file
 * extensions, lines mapped. `@pulumi/*` packages that the program's folder has not installed come from this package, so
 * that a repository can be checked before anybody installed it.
 *
 * @param dir absolute path of the program's folder
 */
export function loadTypeScriptUnder(dir: string): void {
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        const own = specifier.startsWith('@pulumi/') && isUnder(dir, context.parentURL);
        if (own) return { url: pathToFileURL(ownRequire.resolve(specifier)).href, shortCircuit: true };
        const file = specifier.startsWith('.') ? sourceBeside(specifier, context.parentURL) : undefined;
        if (file) return { url: pathToFileURL(file).href, shortCircuit: true };
        throw error;
      }
    },
    load(url, context, next) {
      const isSource = url.startsWith('file:') && sourceFile.test(url) && isUnder(dir, url);
      if (!isSource || url.includes('/node_modules/')) return next(url, context);
      const file = fileURLToPath(url);
      const { code, map } = transformSync(readFileSync(file, 'utf8'), {
        // CommonJS keeps the AWS package lazy: an ES import would load every one of its resources
        format: 'cjs',
        loader: file.endsWith('x') ? 'tsx' : 'ts',
        platform: 'node',
        sourcefile: file,
        sourcemap: true,
        sourcesContent: false,
        target: 'node24',
      });
      maps.set(file, new SourceMap(JSON.parse(map)));
      return { format: 'commonjs', source: code, shortCircuit: true };
    },
  });
}

function isUnder(dir: string, url: string | undefined): boolean {
  return url !== undefined && url.startsWith('file:') && fileURLToPath(url).startsWith(dir + path.sep);
}

/** What an import without an extension means: the file, or the index of the folder. */
function sourceBeside(specifier: string, parentURL: string | undefined): string | undefined {
  if (!parentURL) return undefined;
  const base = path.resolve(path.dirname(fileURLToPath(parentURL)), specifier);
  const candidates = ['.ts', '.tsx', '/index.ts'].map(end => base + end);
  // TypeScript lets a program say ./file.js for ./file.ts
  return [...candidates, base.replace(/\.js$/, '.ts')].find(file => file !== base && existsSync(file));
}
