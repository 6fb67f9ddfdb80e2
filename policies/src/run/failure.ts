import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { originOf } from './typescript.ts';
import type { Failure, SourcePosition } from './recorded.ts';

/** What sucrase says of source that it cannot parse: `Error transforming index.ts: Unexpected token (4:7)`. */
const syntaxError = /^Error transforming (.*?): (?:Error: )?([^]*?) \((\d+):\d+\)$/;

/**
 * What a program's error says to a person: its first line, and the innermost place of the program's own files.
 *
 * @param dir absolute path of the program's folder
 */
export function failureOf(error: unknown, dir: string): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  const syntax = syntaxError.exec(error.message);
  if (syntax) {
    const [, file = '', text = '', line] = syntax;
    return { message: text, source: { file: path.resolve(dir, file), line: Number(line) } };
  }
  const source = sourceIn(error.stack ?? '', dir);
  const missing = /^Cannot find (?:module|package) '([^']*)'/.exec(error.message)?.[1];
  if (missing !== undefined) return notFound(error, missing, dir);
  return {
    message: sentenceOf(error),
    source: source ?? (error.cause instanceof Error ? sourceIn(error.cause.stack ?? '', dir) : undefined),
  };
}

/** What Node denies it says in its own terms; what a request died of stands behind its error. */
function sentenceOf(error: Error): string {
  if ('code' in error && error.code === 'ERR_ACCESS_DENIED') {
    const { permission, resource } = error as { permission?: string; resource?: string };
    const what = denied[permission ?? ''] ?? 'it does something that is not allowed here';
    return resource
      ? `${what} (${resource}), which is not allowed here`
      : `${what}, which is not allowed here`;
  }
  if (error.message === 'fetch failed' && error.cause instanceof Error) return sentenceOf(error.cause);
  if (error.message.startsWith('await is only valid in async functions'))
    return 'it awaits outside of a function. Export an async function that does, and Pulumi runs it.';
  return error.message.split('\n')[0] || error.name;
}

const denied: Record<string, string> = {
  FileSystemWrite: 'it writes a file',
  ChildProcess: 'it starts a process',
  WorkerThreads: 'it starts a thread',
};

/** Node says which file asked for a module, though not its line: that is where the file speaks of it. */
function notFound(error: Error, specifier: string, dir: string): Failure {
  const stack =
    'requireStack' in error && Array.isArray(error.requireStack) ? (error.requireStack as string[]) : [];
  const file = stack.find(candidate => candidate.startsWith(dir + path.sep));
  const lines = file ? readFileSync(file, 'utf8').split('\n') : [];
  const line =
    lines.findIndex(text => text.includes(`'${specifier}'`) || text.includes(`"${specifier}"`)) + 1;
  const source = file ? { file, line: Math.max(1, line) } : undefined;
  if (/^[./]/.test(specifier)) return { message: `there is no file '${specifier}'`, source };
  return { message: error.message, source, missingPackage: specifier };
}

function sourceIn(stack: string, dir: string): SourcePosition | undefined {
  for (const [, place = '', line, column] of stack.matchAll(/((?:file:\/\/)?\/[^():]+):(\d+):(\d+)/g)) {
    const file = place.startsWith('file:') ? fileURLToPath(place) : place;
    if (file.startsWith(dir + path.sep) && !file.includes('/node_modules/'))
      return originOf({ file, line: Number(line), column: Number(column) });
  }
  return undefined;
}
