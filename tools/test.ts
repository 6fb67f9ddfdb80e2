import { allChecks } from './checks/allChecks.ts';
import { printChecks } from './checks/print.ts';
import { browserExecutable } from './setup/browser.ts';
import { onlyWord, withWord } from './setup/commandWords.ts';
import { buildFrontend } from './setup/frontend.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';

/** `npm test [word]`: the set-up, then every check, or those whose title contains the word. */
async function test(args: readonly string[]): Promise<void> {
  const checks = withWord(await allChecks(), onlyWord(args, 'npm test [word]'), 'checks');
  await step('dependencies', progress => installDependencies('everything', progress));
  await step('frontend', buildFrontend);
  await step('browser', browserExecutable);
  await printChecks(checks);
}

test(process.argv.slice(2)).catch(exitOn);
