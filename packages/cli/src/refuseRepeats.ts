import type { Command, Option } from 'commander';

/** The options whose values are collected. */
const collected = new Set(['--ring']);

/**
 * Makes commands refuse an option that is given twice with different values, of which the parser would only use the last one.
 *
 * @param program - with all of its commands added
 */
export function refuseRepeats(program: Command): void {
  for (const command of program.commands)
    for (const option of command.options)
      if (option.required && option.long && !collected.has(option.long)) refuseSecondValue(command, option);
}

function refuseSecondValue(command: Command, option: Option): void {
  let first: string | undefined;
  command.on(`option:${option.name()}`, (value: string) => {
    if (first !== undefined && first !== value)
      command.error(`error: option '${option.long}' is given as '${first}' and as '${value}'; give it once`);
    first = value;
  });
}
