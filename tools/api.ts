import path from 'node:path';
import { root } from './root.mjs';
import { updateReports } from './api/reports.ts';

// npm run api: writes report.api.md of every package; with --check it fails when one is out of date instead
const changed = await updateReports({ check: process.argv.includes('--check') });
for (const file of changed) {
  const problem = process.argv.includes('--check') ? 'is out of date; run npm run api' : 'was updated';
  process.stdout.write(`${path.relative(root, file)} ${problem}\n`);
}
if (process.argv.includes('--check') && changed.length > 0) process.exitCode = 1;
