import type { Command, Option } from 'commander';

/** A parser as commander calls it: with the text, and with what the option's earlier texts have returned. */
type Parser<T> = (text: string, before?: T[]) => T[];

const collecting = new WeakSet<object>();

/**
 * Returns the parser of an option that can be repeated: its values are those of every use.
 *
 * @param parse - returns the values of one use
 */
export function collect<T>(parse: (text: string) => T[]): Parser<T> {
  const parser: Parser<T> = (text, before = []) => [...before, ...parse(text)];
  collecting.add(parser);
  return parser;
}

/**
 * Makes commands refuse an option that is given twice with different values, of which commander would only use the last one. Options
 * that {@link collect} their values are left as they are.
 *
 * @param program - with all of its commands added
 */
export function refuseRepeats(program: Command): void {
  for (const command of program.commands)
    for (const option of command.options)
      if (option.required && !(option.parseArg && collecting.has(option.parseArg)))
        refuseSecondValue(command, option);
}

function refuseSecondValue(command: Command, option: Option): void {
  let first: string | undefined;
  command.on(`option:${option.name()}`, (value: string) => {
    if (first !== undefined && first !== value)
      command.error(`error: option '${option.long}' is given as '${first}' and as '${value}'; give it once`);
    first = value;
  });
}
