import { existsSync, readFileSync } from 'node:fs';
import { createRequire, SourceMap, type SourceMapPayload, stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { transform } from 'sucrase';

/** Namespaces: sucrase does not support them. Node's compiler does, but changes the lines. */
const namespace = /(?:^|[\s;}])(?:namespace|module)\s+[A-Za-z_]\w*(?:\.\w+)*\s*\{/;

/** A line that begins with a decorator; a documentation comment has a star in front of its tags. */
const decorator = /^\s*@[A-Za-z_$][\w$.]*\s*(?:\(|$|[A-Za-z@])/m;

const maps = new Map<string, SourceMap>();

let sources: Readonly<Record<string, string>> = {};

/** Sets the texts that take the place of files, by absolute path. */
export function setSources(texts: Readonly<Record<string, string>>): void {
  sources = texts;
}

/** Returns the 1-based line in the source of a position in the compiled code of a file. */
export function sourceLine(file: string, line: number, column: number): number {
  const entry = maps.get(file)?.findEntry(line - 1, column - 1);
  return entry && 'originalLine' in entry ? entry.originalLine + 1 : line;
}

/**
 * Compiles a file of a program to CommonJS, which keeps the AWS package lazy: an ES import would load every one of its
 * resources.
 *
 * @param dir absolute path of the program's folder, which messages name the file in
 */
export function compile(file: string, dir: string): string {
  const source = sources[file] ?? readFileSync(file, 'utf8');
  const isModule = isModuleFile(file);
  const code = decorator.test(source) ? withoutDecorators(source, file) : withoutNamespaces(source, file);
  const compiled = transform(code, {
    transforms: file.endsWith('x') ? ['typescript', 'jsx', 'imports'] : ['typescript', 'imports'],
    disableESTransforms: true,
    filePath: path.relative(dir, file),
  });
  return isModule ? asAsyncModule(compiled.code) : compiled.code;
}

function withoutNamespaces(source: string, file: string): string {
  if (!namespace.test(source)) return source;
  return withMap(file, stripTypeScriptTypes(source, { mode: 'transform', sourceMap: true, sourceUrl: file }));
}

/** The part of TypeScript's API that is used. */
interface TypeScript {
  transpileModule(
    this: void,
    source: string,
    options: { compilerOptions: object; fileName: string },
  ): { outputText: string };
  ModuleKind: { ESNext: number };
  ScriptTarget: { ES2020: number };
}

/** Decorators: the program's own TypeScript compiles them, or the one in Pulumi's SDK. */
function withoutDecorators(source: string, file: string): string {
  const load = createRequire(file);
  const { transpileModule, ModuleKind, ScriptTarget } = load(compilerFor(load)) as TypeScript;
  const compilerOptions = {
    module: ModuleKind.ESNext,
    target: ScriptTarget.ES2020,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    inlineSourceMap: true,
  };
  return withMap(file, transpileModule(source, { compilerOptions, fileName: file }).outputText);
}

function compilerFor(load: NodeJS.Require): string {
  try {
    return load.resolve('typescript');
  } catch {
    return load.resolve('@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js');
  }
}

/** Remembers the source map at the end of compiled code. */
function withMap(file: string, compiled: string): string {
  const [code = '', map = ''] = compiled.split(/\/\/# sourceMappingURL=data:application\/json[^,]*,/);
  const payload = JSON.parse(Buffer.from(map, 'base64').toString()) as SourceMapPayload;
  maps.set(file, new SourceMap(payload));
  return code;
}

/** Whether Node loads a file as an ES module, which may await at its top. */
export function isModuleFile(file: string): boolean {
  if (/\.mts$|\.mjs$/.test(file)) return true;
  if (/\.cts$|\.cjs$/.test(file)) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest))
      return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string }).type === 'module';
    if (folder === path.dirname(folder)) return false;
  }
}

/** The property of an ES module's exports with the promise of its end. */
const READY = '__goldpathReady';

const importMeta = `({ url: require('node:url').pathToFileURL(__filename).href, dirname: __dirname, filename: __filename })`;

/** Compiled to CommonJS, an ES module is a function that may await; its imports wait for those of their modules that do. */
function asAsyncModule(code: string): string {
  const body = code
    .replace(/\bimport\.meta\b/g, importMeta)
    .replace(
      /\bvar (_\w+) = require\(('[^'\n]+'|"[^"\n]+")\)/g,
      `var $1 = await global.${READY}(require($2))`,
    )
    .replace(/(^|;)[ \t]*require\(('[^'\n]+'|"[^"\n]+")\);/gm, `$1 await global.${READY}(require($2));`);
  return `Object.defineProperty(exports, '${READY}', { value: (async () => {${body}\n})() });`;
}

const awaited = new WeakSet<object>();

/** Returns the exports of a module after it has run to its end. */
export async function whenReady(exports: unknown): Promise<unknown> {
  const ready = (exports as Record<string, Promise<void> | undefined> | undefined)?.[READY];
  // a module that is awaited already has ended, or it imports itself in a circle
  if (!ready || awaited.has(ready)) return exports;
  awaited.add(ready);
  await ready;
  return exports;
}

Object.defineProperty(globalThis, READY, { value: whenReady });
