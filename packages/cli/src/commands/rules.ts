import { closestMatch } from '@goldpath/diagnostics';
import { allRules } from '@goldpath/repository-check';
import { lintRules } from '@goldpath/template-lint';
import { InputError } from '../exit.ts';

/** Every rule in one line, by command: its id, severity and title. */
export async function listRules(): Promise<string> {
  const groups = [
    { about: 'Services', command: 'goldpath check', rules: await allRules() },
    { about: 'Templates', command: 'goldpath lint', rules: lintRules },
  ];
  const width = Math.max(...groups.flatMap(({ rules }) => rules.map(({ id }) => id.length)));
  return groups
    .map(({ about, command, rules }) => {
      const lines = rules.map(
        ({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`,
      );
      return `${about} (${command})\n\n${lines.join('\n')}\n\nExplain a rule: ${command} --explain <rule>\n`;
    })
    .join('\n');
}

/**
 * Explains a rule about services.
 *
 * @throws InputError when no rule has this id
 */
export async function explainRule(id: string): Promise<string> {
  const rules = await allRules();
  const rule = rules.find(each => each.id === id);
  if (!rule) {
    const closest = closestMatch(
      id,
      rules.map(each => each.id),
    );
    throw new InputError(
      `there is no rule ${id}; the closest is ${closest}. goldpath rules lists all of them.`,
    );
  }
  const { severity, title, why, fix, reference } = rule;
  const parts = [`${id} (${severity})`, title, `Why:   ${why}`];
  if (fix) parts.push(`Fix:   ${fix.replaceAll('\n', '\n       ')}`);
  parts.push(severity === 'error' ? 'A failure blocks.' : 'A failure is reported and does not block.');
  if (reference) parts.push(`See:   ${reference}`);
  return `${parts.join('\n\n')}\n`;
}
