import { comparePeers } from './bench/upgradePeers.ts';
import { exitOn, UsageError } from './setup/steps.ts';

/**
 * `node tools/run.mjs upgrade-peers [histories] [seed]`: prints a table of what Goldpath and other tools lose in upgrades of random
 * histories. copier is part of it where it is installed.
 */
async function upgradePeers([count = '20', seed = '1']: readonly string[]): Promise<void> {
  if (![count, seed].every(value => /^[1-9]\d*$/.test(value)))
    throw new UsageError(
      'Usage: node tools/run.mjs upgrade-peers [histories] [seed]; both are integers from 1.',
    );
  process.stdout.write(await comparePeers(Number(count), Number(seed)));
}

upgradePeers(process.argv.slice(2)).catch(exitOn);
