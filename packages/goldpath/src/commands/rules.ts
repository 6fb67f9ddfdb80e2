import { nearest, ruleDescriptions } from '@goldpath/plugin-goldpath-node';
import { lintRules } from '@goldpath/plugin-goldpath-node/lint';
import { InputError } from '../exit.ts';

/** Every rule in a line, by the command that looks: its id, how grave it is, its sentence. */
export async function listRules(): Promise<string> {
  const groups = [
    { about: 'Services', command: 'goldpath check', rules: await ruleDescriptions() },
    { about: 'Templates', command: 'goldpath lint', rules: lintRules },
  ];
  const width = Math.max(...groups.flatMap(({ rules }) => rules.map(({ id }) => id.length)));
  return groups
    .map(({ about, command, rules }) => {
      const lines = rules.map(
        ({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`,
      );
      return `${about} (${command})\n\n${lines.join('\n')}\n\nMore about one: ${command} --explain <rule>\n`;
    })
    .join('\n');
}

/**
 * All that there is to say about a rule.
 *
 * @throws InputError when there is none of this name
 */
export async function explainRule(id: string): Promise<string> {
  const rules = await ruleDescriptions();
  const rule = rules.find(each => each.id === id);
  if (!rule) {
    const ids = rules.map(each => each.id);
    throw new InputError(
      `there is no rule ${id}; the nearest is ${nearest(id, ids)}. goldpath rules lists all.`,
    );
  }
  const { severity, title, why, remedy, reference } = rule;
  const grave =
    severity === 'error' ? 'A failure forbids to go on.' : 'A failure is told, and forbids nothing.';
  return [
    `${id} (${severity})`,
    title,
    `Why:   ${why}`,
    `Mend:  ${remedy.replaceAll('\n', '\n       ')}`,
    grave,
    ...(reference ? [`Read:  ${reference}`] : []),
  ]
    .join('\n\n')
    .concat('\n');
}
