import { Command, CommanderError } from 'commander';
import { addCheck } from './commands/check.command.ts';
import { addCost } from './commands/cost.command.ts';
import { addDiagram } from './commands/diagram.command.ts';
import { addLint } from './commands/lint.command.ts';
import { addRules } from './commands/rules.command.ts';
import { addStamp } from './commands/stamp.command.ts';
import { EXIT, explain } from './exit.ts';

/** Every command, in the order in which help tells them. */
const commands = [addStamp, addCheck, addLint, addDiagram, addCost, addRules];

/**
 * Runs the command line: results go to stdout, errors to stderr.
 *
 * @param args - the words after the program's name
 * @returns the exit code: 0 fine, 1 findings, 2 wrong use or bad input
 */
export async function runCli(args: string[]): Promise<number> {
  let code: number = EXIT.fine;
  const program = new Command('goldpath')
    .description('Stamps services from templates, and checks both.')
    .exitOverride()
    .showHelpAfterError('(goldpath --help tells the commands and options)');
  for (const add of commands) {
    add(program, end => {
      code = end;
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // commander has said its own errors, and help is none
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
    process.stderr.write(`${explain(error)}\n`);
    return EXIT.badInput;
  }
}
