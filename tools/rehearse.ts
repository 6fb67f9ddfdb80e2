import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { missingParts, missingSpace } from '../rehearsal/parts.ts';
import { stampSamples } from '../rehearsal/samples.ts';
import { type Step, steps } from '../rehearsal/steps.ts';
import type { Check } from './checks/check.ts';
import { printChecks } from './checks/print.ts';
import { root } from './root.mjs';
import { onlyWord, withWord } from './setup/commandWords.ts';
import { buildFrontend } from './setup/frontend.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step, UsageError } from './setup/steps.ts';

/** The folder of the programs that `.ci/install` installs for this repository. */
const programs = path.join(root, '.cache', 'rehearsal', 'python', 'bin');

const usage = 'npm run rehearse -- [word] [--minutes NUMBER]';

/**
 * `npm run rehearse`: the path from the portal to a deployed service and its later days, with real parts. Runs every step, or those
 * whose title contains the word. A step whose parts this machine does not have fails with their names. No step starts after the
 * given minutes; those that are left out are listed.
 */
async function rehearse(args: readonly string[]): Promise<void> {
  const { word, minutes } = readArguments(args);
  process.env.PATH = `${process.env.PATH}${path.delimiter}${programs}`;
  await warnOfSmallDisks();
  await step('dependencies', progress => installDependencies('everything', progress));
  const wanted = steps.filter(({ onRequest }) => !onRequest || word !== undefined);
  const checks = (await Promise.all(wanted.map(toCheck))).concat(await checksOfSamples());
  const chosen = withWord(checks, word, 'steps');
  await step('frontend', buildFrontend);
  await printChecks(chosen, { minutes });
}

/** @throws UsageError */
function readArguments(args: readonly string[]): { word?: string; minutes?: number } {
  const { positionals, values } = parse(args);
  const word = onlyWord(positionals, usage);
  if (values.minutes === undefined) return { word };
  if (/^\d+$/.test(values.minutes)) return { word, minutes: Number(values.minutes) };
  throw new UsageError(`--minutes is '${values.minutes}', which is not a whole number. Usage: ${usage}`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { minutes: { type: 'string' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message} Usage: ${usage}`);
  }
}

/** The caches are located in the repository, and the stamped services in the folder for temporary files. */
async function warnOfSmallDisks(): Promise<void> {
  const warnings = await Promise.all([root, tmpdir()].map(folder => missingSpace(folder)));
  for (const warning of warnings) if (warning) process.stderr.write(`Warning: ${warning}\n`);
}

/** The check of a step. It is impossible when parts are missing. */
async function toCheck({ check, needs }: Step): Promise<Check> {
  const missing = await missingParts(needs);
  const uses = needs.map(({ name }) => name);
  if (missing.length === 0) return { ...check, uses };
  const reasons = missing.map(({ name, install }) => `${name} is missing: ${install}.`);
  return { ...check, impossible: `Not run. ${reasons.join(' ')}` };
}

async function checksOfSamples(): Promise<Check[]> {
  const projects = await stampSamples();
  return projects.flatMap(({ install, scripts }) => [install, ...scripts]);
}

rehearse(process.argv.slice(2)).catch(exitOn);
