import type { Check } from './check.ts';

/**
 * Seconds of the checks that take longest, from the table at the end of `npm test` in a fresh clone on two cores, 2026-11-30. A long
 * check that starts last would keep one core busy and leave the others idle.
 */
const seconds: Readonly<Record<string, number>> = {
  'integration tests 2 of 2': 440,
  'integration tests 1 of 2': 340,
  'e2e tests of packages/app': 295,
  'e2e tests of packages/backend': 157,
  'prompt-library-service/skeleton: tests': 141,
  lint: 84,
  'integration-backend tests': 68,
  'pure tests': 67,
  'prompt-library-service/skeleton/infra: tests': 33,
  'prompt-library-service/skeleton: lint': 30,
  'express-service/skeleton: tests': 30,
  format: 29,
  'express-service/skeleton: lint': 20,
  spelling: 20,
  'express-service/skeleton/infra: lint': 17,
  'prompt-library-service/skeleton/infra: lint': 16,
  'prompt-library-service/skeleton: typecheck': 16,
  'prompt-library-web/skeleton: lint': 16,
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
