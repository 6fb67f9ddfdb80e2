import { cpus } from 'node:os';
import { cloneRows } from './bench/clone.ts';
import { fleetRows } from './bench/fleet.ts';
import { lintRows } from './bench/lint.ts';
import { type Row, table } from './bench/measure.ts';
import { policyRows } from './bench/policies.ts';
import { previewRows } from './bench/preview.ts';
import { taskRows } from './bench/tasks.ts';
import { upgradeRows } from './bench/upgrade.ts';
import { named, onlyWord } from './setup/commandWords.ts';
import { buildFrontend } from './setup/frontend.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';

const groups: Readonly<Record<string, () => Promise<Row[]>>> = {
  policies: policyRows,
  lint: lintRows,
  tasks: taskRows,
  preview: previewRows,
  upgrade: upgradeRows,
  fleet: fleetRows,
  clone: cloneRows,
};

/**
 * `npm run bench [policies|lint|tasks|preview|upgrade|fleet|clone]`: prints the README's table of measurements. `clone` installs, builds and
 * starts a clone of the last commit and then a stock Backstage app, which takes several minutes.
 */
async function bench(args: readonly string[]): Promise<void> {
  const wanted = onlyWord(args, 'npm run bench [policies|lint|tasks|preview|upgrade|fleet|clone]');
  const chosen = wanted === undefined ? Object.values(groups) : [named(groups, wanted, 'group')];
  await step('dependencies', progress => installDependencies('everything', progress));
  await step('frontend', buildFrontend);
  const rows = [];
  for (const measure of chosen) rows.push(...(await measure()));
  process.stdout.write(`\n${table(rows)}\n\n${cpus().length} cores, Node ${process.version}\n`);
}

bench(process.argv.slice(2)).catch(exitOn);
