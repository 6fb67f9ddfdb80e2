import { nearest, ruleDescriptions } from '@goldpath/plugin-goldpath-node';
import { InputError } from '../exit.ts';

/** Every rule in a line: its id, how grave it is, its sentence. */
export async function listRules(): Promise<string> {
  const rules = await ruleDescriptions();
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(
    ({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`,
  );
  return `${lines.join('\n')}\n\nMore about one: goldpath check --explain <rule>\n`;
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
