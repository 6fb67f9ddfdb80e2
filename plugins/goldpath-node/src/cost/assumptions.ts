import usual from './assumptions.json' with { type: 'json' };
import type { Assumption } from './report.ts';

/** A name or a value that no assumption can have; the message says which, and what is allowed. */
export class AssumptionError extends Error {
  override readonly name = 'AssumptionError';
}

/** What is assumed of a stage where nobody says otherwise, by name. */
export const usualAssumptions: Record<string, Assumption> = usual;

/**
 * The assumptions with some values replaced.
 *
 * @param given each `name=value`
 * @throws AssumptionError for a name that does not exist, and for a value that is no number from 0 on
 */
export function assume(given: readonly string[]): Record<string, Assumption> {
  const replaced = given.map(text => {
    const [name = ''] = text.split('=');
    const written = text.slice(name.length + 1);
    const assumption = Object.hasOwn(usualAssumptions, name) ? usualAssumptions[name] : undefined;
    if (!assumption) {
      const allowed = Object.keys(usualAssumptions).join(', ');
      throw new AssumptionError(
        `--assume ${text}: there is no assumption '${name}'. Those that are: ${allowed}.`,
      );
    }
    const value = /^\d+(\.\d+)?$/.test(written) ? Number(written) : NaN;
    if (!Number.isFinite(value)) {
      throw new AssumptionError(
        `--assume ${text}: the value is no number. Write digits only, as in ${name}=${assumption.value}.`,
      );
    }
    return [name, { ...assumption, value }] as const;
  });
  return { ...usualAssumptions, ...Object.fromEntries(replaced) };
}
