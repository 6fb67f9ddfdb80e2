import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { originOf } from './typescript.ts';
import type { Failure, SourcePosition } from './recorded.ts';

/** What esbuild throws for source that it cannot parse. */
interface SyntaxFailure {
  errors: { text: string; location: { file: string; line: number } | null }[];
}

/**
 * What a program's error says to a person: its first line, and the innermost place of the program's own files.
 *
 * @param dir absolute path of the program's folder
 */
export function failureOf(error: unknown, dir: string): Failure {
  if (isSyntaxFailure(error)) {
    const [first] = error.errors;
    const file = first?.location?.file;
    const source = file ? { file: path.resolve(dir, file), line: first.location?.line ?? 1 } : undefined;
    return { message: first?.text ?? 'it cannot be parsed', source };
  }
  if (!(error instanceof Error)) return { message: String(error) };
  const source = sourceIn(error.stack ?? '', dir);
  const missing = /^Cannot find (?:module|package) '([^'./][^']*)'/.exec(error.message)?.[1];
  if (missing)
    return { message: error.message, source: source ?? requirer(error, dir), missingPackage: missing };
  return { message: error.message.split('\n')[0] ?? error.name, source };
}

function isSyntaxFailure(error: unknown): error is SyntaxFailure {
  return (
    error instanceof Error &&
    'errors' in error &&
    Array.isArray(error.errors) &&
    !('cause' in error && error.cause)
  );
}

/** Node says which file asked for a module, though not its line. */
function requirer(error: Error, dir: string): SourcePosition | undefined {
  const stack =
    'requireStack' in error && Array.isArray(error.requireStack) ? (error.requireStack as string[]) : [];
  const file = stack.find(candidate => candidate.startsWith(dir + path.sep));
  return file ? { file, line: 1 } : undefined;
}

function sourceIn(stack: string, dir: string): SourcePosition | undefined {
  for (const [, place = '', line, column] of stack.matchAll(/((?:file:\/\/)?\/[^():]+):(\d+):(\d+)/g)) {
    const file = place.startsWith('file:') ? fileURLToPath(place) : place;
    if (file.startsWith(dir + path.sep) && !file.includes('/node_modules/'))
      return originOf({ file, line: Number(line), column: Number(column) });
  }
  return undefined;
}
