import { stripVTControlCharacters } from 'node:util';
import { checkNetwork } from '../explainDownload.mjs';

/** An error of Yarn. */
export interface YarnError {
  /** the number of the message, such as 35 for YN0035; 0 or null for a summary */
  name: number | null;
  data: string;
}

// `MessageName` of @yarnpkg/core in Yarn 4.18.1; https://yarnpkg.com/advanced/error-codes explains them
const exception = 1;
const frozenLockfile = 28;
const network = [35, 41, 80];

/** The classes of the errors of got 11, which Yarn 4.18.1 downloads with. */
const request = /^(?:\S+: )?(?:Request|Read|Timeout|Cache)Error: /;

/**
 * Returns the reason in the errors of a run of Yarn that was ended at its first error, and what to do.
 *
 * @param unexpected - the reason when Yarn failed without an error of its own
 */
export function reasonOf(errors: readonly YarnError[], unexpected: string): { reason: string; fix?: string } {
  const [first] = errors;
  if (!first) return { reason: stripVTControlCharacters(unexpected) };
  if (first.name === frozenLockfile) {
    const reason = 'yarn.lock does not have the packages of every package.json';
    return {
      reason,
      fix: 'Update it: node .cache/toolchain/node_modules/@yarnpkg/cli-dist/bin/yarn.js install.',
    };
  }
  // the status and the address follow in lines of their own
  const details = errors
    .slice(1)
    .filter(({ name, data }) => name === first.name && /^ {2}(?:Response Code|Request URL): /.test(data))
    .slice(0, 2)
    .map(({ data }) => data.trim());
  const reason = [first.data.split('\n')[0], ...details].join(', ');
  const isNetwork = network.includes(first.name!) || (first.name === exception && request.test(first.data));
  return isNetwork ? { reason, fix: checkNetwork } : { reason };
}
