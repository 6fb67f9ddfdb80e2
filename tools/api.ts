import path from 'node:path';
import { root } from './root.mjs';
import { updateReports } from './api/reports.ts';
import { exitOn, UsageError } from './setup/steps.ts';

/** `npm run api [-- --check]`: writes report.api.md of every package, or fails when one is out of date. */
async function api(option?: string): Promise<void> {
  if (option !== undefined && option !== '--check')
    throw new UsageError(`Unknown option '${option}'. Usage: npm run api [-- --check]`);
  const check = option === '--check';
  const changed = await updateReports({ check });
  for (const file of changed) {
    const problem = check ? 'is out of date; run npm run api' : 'was updated';
    process.stdout.write(`${path.relative(root, file)} ${problem}\n`);
  }
  if (check && changed.length > 0) process.exitCode = 1;
}

api(process.argv[2]).catch(exitOn);
