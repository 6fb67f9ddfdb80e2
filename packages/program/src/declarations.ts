import { readFileSync } from 'node:fs';

const files = new Map<string, string>();

/** Reads a file with type declarations of an SDK once; empty when the SDK does not have it. */
export function readDeclarations(file: string): string {
  const text = files.get(file) ?? readIfExists(file);
  files.set(file, text);
  return text;
}

function readIfExists(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Returns the body of a namespace in declarations; empty when they do not have it. */
export function namespaceIn(declarations: string, name: string): string {
  const begin = declarations.indexOf(`export declare namespace ${name} {`);
  return begin < 0 ? '' : declarations.slice(begin, declarations.indexOf('\n}', begin));
}

/** Returns the body of an interface in declarations; empty when they do not have it. */
export function interfaceIn(declarations: string, name: string): string {
  const begin = declarations.indexOf(`interface ${name} {`);
  if (begin < 0) return '';
  const indent = declarations.lastIndexOf('\n', begin) + 1;
  const margin = /^ */.exec(declarations.slice(indent, begin))?.[0] ?? '';
  return declarations.slice(begin, declarations.indexOf(`\n${margin}}`, begin));
}
