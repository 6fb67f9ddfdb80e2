import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sourcePosition } from './typescript.ts';
import type { Failure, SourcePosition } from './recorded.ts';

/** The message of sucrase about source that it cannot parse: `Error transforming index.ts: Unexpected token (4:7)`. */
const syntaxError = /^Error transforming (.*?): (?:Error: )?([^]*?) \((\d+):\d+\)$/;

/**
 * Returns a program's error as it is reported: its message, and the innermost position in the program's own files.
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
  const cause = error.cause instanceof Error ? error.cause.stack : undefined;
  return { message: sentenceOf(error), source: source ?? sourceIn(cause ?? '', dir) };
}

/** Rewords Node's errors about denied permissions; the reason of a failed request is in the cause of its error. */
function sentenceOf(error: Error): string {
  if ('code' in error && error.code === 'ERR_ACCESS_DENIED') {
    const { permission = '', resource } = error as { permission?: string; resource?: string };
    const action = denied[permission] ?? 'it does something';
    const object = resource === undefined ? '' : ` (${resource})`;
    return `${action}${object}, which is not allowed here`;
  }
  if (error.message === 'fetch failed' && error.cause instanceof Error) return sentenceOf(error.cause);
  if (error.message.startsWith('await is only valid in async functions'))
    return 'it uses await outside a function. Export an async function that awaits; Pulumi runs it.';
  return shortened(error.message) || error.name;
}

/** The most lines of a message that are reported: a configuration may be refused for many reasons. */
const maxLines = 50;

/** A message without the stack trace that some errors have in it, and without lines beyond a limit. */
function shortened(message: string): string {
  const lines = message.split('\n').filter(line => !/^\s+at .*[:(]/.test(line));
  if (lines.length <= maxLines) return lines.join('\n').trimEnd();
  return [...lines.slice(0, maxLines), `... and ${lines.length - maxLines} lines more`].join('\n');
}

const denied: Record<string, string> = {
  FileSystemWrite: 'it writes a file',
  ChildProcess: 'it starts a process',
  WorkerThreads: 'it starts a thread',
};

/** Node reports which file imports a missing module, but not the line: it is the first line that names the module. */
function notFound(error: Error, specifier: string, dir: string): Failure {
  const { requireStack = [] } = error as { requireStack?: string[] };
  const file = requireStack.find(candidate => candidate.startsWith(dir + path.sep));
  const source = file === undefined ? undefined : { file, line: lineOfImport(file, specifier) };
  if (/^[./]/.test(specifier)) return { message: `the file '${specifier}' does not exist`, source };
  return { message: error.message, source, missingPackage: specifier };
}

function lineOfImport(file: string, specifier: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex(line => line.includes(`'${specifier}'`) || line.includes(`"${specifier}"`));
  return Math.max(1, index + 1);
}

/** Returns the innermost position in a stack trace that is in the program's own files. */
export function sourceIn(stack: string, dir: string): SourcePosition | undefined {
  for (const [, uri = '', line, column] of stack.matchAll(/((?:file:\/\/)?\/[^():]+):(\d+):(\d+)/g)) {
    const position = sourcePosition(dir, uri, Number(line), Number(column));
    if (position) return position;
  }
  return undefined;
}
