import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { holdsUnknown, unknownValue } from '@goldpath/program';
import { EvaluationError, toText } from '../hcl/values.ts';
import type { Scope } from '../hcl/evaluate.ts';
import type { TerraformFunction } from './call.ts';

function read(name: unknown, { folder }: Scope, encoding: BufferEncoding = 'utf8'): string {
  const file = path.resolve(folder, toText(name));
  try {
    return readFileSync(file, encoding);
  } catch {
    throw new EvaluationError(`${toText(name)} cannot be read`);
  }
}

/**
 * Renders the simple references of a template file; with directives or expressions in it, the result is unknown.
 */
function render([name, values]: unknown[], scope: Scope): string {
  const text = read(name, scope);
  const known = (values ?? {}) as Record<string, unknown>;
  if (/%\{/.test(text)) return unknownValue;
  return text
    .replaceAll(/(\$?)\$\{\s*([\w-]+)\s*\}/g, (all, escape, key: string) =>
      escape ? all.slice(1) : toText(known[key] ?? unknownValue),
    )
    .replaceAll(/(?<!\$)\$\{[^}]*\}/g, unknownValue);
}

/** Files beside the configuration. */
export const fileFunctions: Record<string, TerraformFunction> = {
  abspath: { call: ([name], { folder }) => path.resolve(folder, toText(name)) },
  basename: { call: ([name]) => path.posix.basename(toText(name)) },
  dirname: { call: ([name]) => path.posix.dirname(toText(name)) },
  file: { call: ([name], scope) => read(name, scope) },
  filebase64: { call: ([name], scope) => read(name, scope, 'base64') },
  fileexists: { call: ([name], { folder }) => existsSync(path.resolve(folder, toText(name))) },
  pathexpand: { call: ([name]) => name },
  templatefile: {
    keepsUnknown: true,
    call: (args, scope) => (holdsUnknown(args[0]) ? unknownValue : render(args, scope)),
  },
};
