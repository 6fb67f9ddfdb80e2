import { InputError } from '@backstage/errors';

/**
 * The number of a round that a request asks for.
 *
 * @param value - of its query parameter
 * @returns undefined without one
 * @throws InputError when it is not the number of a round
 */
export function wantedRound(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (typeof value === 'string' && Number.isInteger(number) && number > 0) return number;
  throw new InputError(`${JSON.stringify(value)} is not the number of a round; send that of the last answer`);
}
