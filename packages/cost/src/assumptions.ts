import { UserError } from '@goldpath/diagnostics';
import defaults from './assumptions.json' with { type: 'json' };
import type { Assumption } from './report.ts';

/** An assumption that does not exist, or whose value is not a number. */
export class AssumptionError extends UserError {
  override name = 'AssumptionError';
}

/** The assumptions about the usage of a stage, by name. */
export const defaultAssumptions: Record<string, Assumption> = defaults;

/**
 * Returns the default assumptions with some values replaced.
 *
 * @param replacements each `name=value`; the last one wins when a name is repeated
 * @throws AssumptionError for a name that does not exist, and for a value that is not a number of at least 0
 */
export function parseAssumptions(replacements: readonly string[]): Record<string, Assumption> {
  return { ...defaultAssumptions, ...Object.fromEntries(replacements.map(parseAssumption)) };
}

function parseAssumption(replacement: string): [string, Assumption] {
  const [name = ''] = replacement.split('=');
  const digits = replacement.slice(name.length + 1);
  const assumption = Object.hasOwn(defaultAssumptions, name) ? defaultAssumptions[name] : undefined;
  if (!assumption) {
    const names = Object.keys(defaultAssumptions).join(', ');
    throw new AssumptionError(
      `--assume ${replacement}: there is no assumption '${name}'. The assumptions are: ${names}.`,
    );
  }
  const value = Number(digits);
  if (!/^\d+(\.\d+)?$/.test(digits) || !Number.isFinite(value)) {
    throw new AssumptionError(
      `--assume ${replacement}: the value is not a number. Write digits only, as in ${name}=${assumption.value}.`,
    );
  }
  return [name, { ...assumption, value }];
}
