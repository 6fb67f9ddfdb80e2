import type { Check } from './check.ts';

/**
 * Seconds of the checks that take longest, from the table at the end of `npm test` in a fresh clone on two cores, 2026-11-29. A long
 * check that starts last would keep one core busy and leave the others idle.
 */
const seconds: Readonly<Record<string, number>> = {
  'integration tests 2 of 2': 521,
  'integration tests 1 of 2': 393,
  'e2e tests of packages/app': 331,
  'e2e tests of packages/backend': 257,
  'prompt-library-service/skeleton: tests': 184,
  lint: 139,
  'pure tests': 108,
  'prompt-library-service/skeleton/infra: tests': 71,
  types: 51,
  'prompt-library-service/skeleton: lint': 42,
  'express-service/skeleton: tests': 42,
  format: 37,
  'API reports': 35,
  'express-service/skeleton: lint': 27,
  spelling: 25,
  'express-service/skeleton/infra: lint': 23,
  'prompt-library-service/skeleton/infra: lint': 22,
  'prompt-library-service/skeleton: typecheck': 19,
};

/** The seconds of a check that is not in the list. */
const unknownSeconds = 10;

/** Sorts checks by the time that they take, the longest first. */
export function longestFirst(checks: readonly Check[]): Check[] {
  const secondsOf = ({ title }: Check) => seconds[title] ?? unknownSeconds;
  return checks.toSorted((left, right) => secondsOf(right) - secondsOf(left));
}

/** The titles with a known time. */
export const timedChecks = Object.keys(seconds);
