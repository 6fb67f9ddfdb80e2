import { SetupError } from '../setup/steps.ts';

/**
 * Checks the name that a user gives to a new file.
 *
 * @throws SetupError when it is not in kebab-case
 */
export function requireKebabCase(name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new SetupError(`The name '${name}' is not in kebab-case; use a name such as queue-encrypted.`);
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
