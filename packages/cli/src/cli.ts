import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addCheck } from './commands/check.command.ts';
import { addCost } from './commands/cost.command.ts';
import { addDiagram } from './commands/diagram.command.ts';
import { addLint } from './commands/lint.command.ts';
import { addPreview } from './commands/preview.command.ts';
import { addRelease } from './commands/release.command.ts';
import { addRules } from './commands/rules.command.ts';
import { addStamp } from './commands/stamp.command.ts';
import { addStatus } from './commands/status.command.ts';
import { addTest } from './commands/test.command.ts';
import { addUpgrade } from './commands/upgrade.command.ts';
import { EXIT, explain } from './exit.ts';
import { InterruptedError } from './interruptible.ts';
import { endOnOutputError } from './output.ts';
import { refuseRepeats } from './repeats.ts';

/** Every command, in the order of the help. */
const commands = [
  addStamp,
  addPreview,
  addStatus,
  addUpgrade,
  addCheck,
  addLint,
  addTest,
  addRelease,
  addDiagram,
  addCost,
  addRules,
];

/**
 * Runs the command line as a process: it ends when its output cannot be written.
 *
 * @param args - the words after the program's name
 * @returns one of {@link EXIT}
 */
export function runProcess(args: string[]): Promise<number> {
  endOnOutputError();
  return runCli(args);
}

/**
 * Runs the command line. Results go to stdout, errors to stderr.
 *
 * @param args - the words after the program's name
 * @returns one of {@link EXIT}
 */
export async function runCli(args: string[]): Promise<number> {
  let code: number = EXIT.success;
  const program = new Command('goldpath')
    .description(
      'Stamps services from templates, checks both, upgrades the services, and releases the templates.',
    )
    .version(manifest.version)
    .exitOverride()
    .showHelpAfterError('(goldpath --help lists the commands and options)');
  for (const add of commands) {
    add(program, exitCode => {
      code = exitCode;
    });
  }
  refuseRepeats(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // commander has printed its own errors; help and the version are not errors
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.success;
    if (error instanceof CommanderError) return EXIT.badInput;
    process.stderr.write(`${explain(error)}\n`);
    if (error instanceof InterruptedError) return EXIT[error.signal];
    return EXIT.badInput;
  }
}
