import { Script } from 'node:vm';
import { UsageError } from '../setup/steps.ts';

/**
 * Checks the name that a user gives to a new file.
 *
 * @throws UsageError when it is not in kebab-case, or a reserved word of JavaScript
 */
export function requireName(name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new UsageError(`The name '${name}' is not in kebab-case; use a name such as queue-encrypted.`);
  }
  if (isReserved(camelCase(name)))
    throw new UsageError(
      `The name '${name}' is a reserved word of JavaScript; use a name such as queue-encrypted.`,
    );
}

/** Returns whether JavaScript refuses a variable of this name in a module. */
function isReserved(name: string): boolean {
  try {
    new Script(`'use strict'; async () => { const ${name} = 0; };`);
    return false;
  } catch {
    return true;
  }
}

/** The name in camelCase: `queue-encrypted` becomes `queueEncrypted`. */
export function camelCase(name: string): string {
  return name.replaceAll(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}

/** The name in PascalCase: `queue-encrypted` becomes `QueueEncrypted`. */
export function pascalCase(name: string): string {
  return capitalize(camelCase(name));
}

/** The name as words: `queue-encrypted` becomes `Queue encrypted`. */
export function titleOf(name: string): string {
  return capitalize(name.replaceAll('-', ' '));
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
