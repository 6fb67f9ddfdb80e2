import { allChecks, withPreparation } from './checks/allChecks.ts';
import { printChecks } from './checks/print.ts';
import { startAhead } from './checks/startAhead.ts';
import { onlyWord, withWord } from './setup/commandWords.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';

/** `npm test [word]`: the set-up, then every check, or those whose title contains the word. */
async function test(args: readonly string[]): Promise<void> {
  const chosen = withWord(await allChecks(), onlyWord(args, 'npm test [word]'), 'checks');
  const checks = withPreparation(chosen);
  const started = startAhead(checks.filter(({ independent }) => independent));
  await step('dependencies', progress => installDependencies('everything', progress));
  await printChecks(checks, { started });
}

test(process.argv.slice(2)).catch(exitOn);
