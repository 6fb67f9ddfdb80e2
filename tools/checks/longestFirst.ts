import type { Check } from './check.ts';

/**
 * Seconds of the checks that take longest, each with a core of its own, measured on 2026-11-29; those of the integration tests are
 * estimates from parts of them. The end-to-end tests of the backend wait for half of their time. A long check that starts last would
 * keep one core busy and leave the others idle.
 */
const seconds: Readonly<Record<string, number>> = {
  'e2e tests of packages/app': 240,
  'integration tests 1 of 2': 180,
  'integration tests 2 of 2': 180,
  'e2e tests of packages/backend': 260,
  'prompt-library-service/skeleton: tests': 78,
  lint: 66,
  'pure tests': 45,
  'prompt-library-service/skeleton: lint': 32,
  'prompt-library-service/skeleton/infra: tests': 31,
  'API reports': 18,
  'express-service/skeleton: tests': 26,
  types: 23,
  format: 20,
  'express-service/skeleton: lint': 19,
  'prompt-library-service/skeleton/infra: lint': 15,
  'express-service/skeleton/infra: lint': 15,
  'prompt-library-service/skeleton: typecheck': 13,
  spelling: 13,
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
