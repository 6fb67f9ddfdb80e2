import { type Check, e2eCheck, toolCheck, vitestCheck } from './checks/check.ts';
import { printChecks } from './checks/print.ts';
import { readSkeletons } from './checks/skeletons.ts';
import { browserExecutable } from './setup/browser.ts';
import { onlyWord, withWord } from './setup/commandWords.ts';
import { buildFrontend } from './setup/frontend.ts';
import { root } from './root.mjs';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';

/** Every check, in the order in which they start: what others wait for, then the longest first. */
async function allChecks(): Promise<Check[]> {
  const skeletons = await readSkeletons();
  const installs = skeletons.map(({ install }) => install);
  // they read the skeletons' node_modules, which `npm ci` replaces
  const after = installs.map(({ title }) => title);
  return [
    ...installs,
    { ...vitestCheck('integration', 'run'), after },
    { ...e2eCheck('packages/backend'), after },
    ...skeletons.flatMap(({ scripts }) => scripts),
    { ...e2eCheck('packages/app'), after },
    { ...toolCheck('lint', 'eslint', '.'), after },
    { ...vitestCheck('pure', 'run'), after },
    { title: 'API reports', cwd: root, command: [process.execPath, 'tools/api.ts', '--check'] },
    toolCheck('types', 'tsc'),
    toolCheck('format', 'prettier', '--check', '--log-level=warn', '.'),
    toolCheck('spelling', 'cspell', '--no-progress', '--quiet', '--dot', '.'),
    { ...toolCheck('types of infra', 'tsc', '-p', 'infra'), after },
    toolCheck('unused code', 'knip'),
  ];
}

/** `npm test [word]`: the set-up, then every check, or those whose title contains the word. */
async function test(args: readonly string[]): Promise<void> {
  const checks = withWord(await allChecks(), onlyWord(args, 'npm test [word]'), 'checks');
  await step('dependencies', progress => installDependencies('everything', progress));
  await step('frontend', buildFrontend);
  await step('browser', browserExecutable);
  await printChecks(checks);
}

test(process.argv.slice(2)).catch(exitOn);
