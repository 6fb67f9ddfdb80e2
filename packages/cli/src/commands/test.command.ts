import { type Command, InvalidArgumentError } from 'commander';
import type { RingId } from '@goldpath/template-test';
import { EXIT } from '../exit.ts';
import { interruptible } from '../interruptible.ts';
import { collect } from '../repeats.ts';

const HELP = `
Rings, from cheap to expensive. The rings after one that does not pass are skipped:
  1  the skeleton's own scripts (typecheck, lint, test), where it is located; those that have passed with the
     same files are not run again (--repeat runs them)
  2  stamping with the samples and with generated answers: the skeleton's answers return the skeleton, no
     sample value or placeholder is left, every edit has an effect, JSON and YAML can be parsed
  3  template.yaml in Backstage's scaffolder, as a dry run and a true run, compared with the stamped files
  4  every sample: stamp, check, npm ci, the scripts of the repository, migrations, start, a real request
  5  compared with the last released version: which files change, and whether its answers are still accepted

A ring that cannot be run, such as one whose packages are not installed, is unknown, which is not a pass.

Exit codes:
  0  every ring passed
  1  a ring failed, or could not be run; the logs of its commands are kept in the folder that is printed
  2  wrong usage, or a template that cannot be read

Examples:
  goldpath test
  goldpath test express-service --ring 1,2,3
  goldpath test express-service --ring 1 --ring 4
  goldpath test express-service --sample gitlab --ring 4
  goldpath test express-service --ring 5 --services ../services
  goldpath test express-service --update`;

/** The options of `goldpath test`. */
export interface TestCommandOptions {
  sample?: string;
  ring?: RingId[];
  services?: string;
  update?: boolean;
  repeat?: boolean;
}

/** Adds `goldpath test`. */
export function addTest(program: Command, exitWith: (code: number) => void): void {
  program
    .command('test')
    .description('test templates in rings, from their own scripts to running services')
    .argument(
      '[template]',
      'id of a template in templates/, or the folder of one; all of templates/ without it',
    )
    .option('--sample <name>', 'stamp only this sample')
    .option('--ring <numbers>', 'run only these rings, such as 1,2,3; can be repeated', collect(parseRings))
    .option('--services <dir>', 'folder with stamped services, whose answers a new version has to accept')
    .option('--repeat', 'run scripts again that have passed with the same files')
    .option(
      '--update',
      'write stamped.md, which describes the stamped files of each sample, and test nothing',
    )
    .addHelpText('after', HELP)
    .action(async (template: string | undefined, options: TestCommandOptions) => {
      const { testTemplates, updateDescriptions } = await import('./test.ts');
      if (options.update) {
        process.stdout.write(await updateDescriptions(template));
        return;
      }
      const hasPassed = await interruptible(signal => testTemplates(template, { ...options, signal }));
      if (!hasPassed) exitWith(EXIT.problems);
    });
}

function parseRings(text: string): RingId[] {
  if (!/^[1-5](,[1-5])*$/.test(text))
    throw new InvalidArgumentError('Give numbers from 1 to 5, such as 1,2,3.');
  return text.split(',').map(number => Number(number) as RingId);
}
