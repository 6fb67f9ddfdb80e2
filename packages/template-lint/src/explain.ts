import type { Severity } from '@goldpath/diagnostics';
import type { Example, LintRule } from './rule.ts';

const consequences: Record<Severity, string> = {
  error: 'A violation fails the lint.',
  warning: 'A violation is reported and does not fail the lint.',
  unknown: 'A possible violation is reported and does not fail the lint.',
};

/** The documentation of a rule with its example, for a terminal. */
export function explainText(rule: LintRule): string {
  const { id, severity, title, why } = rule;
  const parts = [`${id} (${severity})`, title, `Why:   ${why}`, consequences[severity]];
  for (const { heading, files } of examplesOf(rule)) {
    parts.push(heading);
    for (const { name, text } of files) parts.push(`  ${name}`, indented(text));
  }
  return `${parts.join('\n\n')}\n`;
}

function indented(text = '(does not exist)'): string {
  return (text || '(empty)').replace(/^(?=.)/gm, '    ');
}

/** The documentation of a rule with its example in Markdown, without the name of the rule. */
export function explainMarkdown(rule: LintRule): string {
  const parts = [rule.title, `${rule.why} ${consequences[rule.severity]}`];
  for (const { heading, files } of examplesOf(rule)) {
    parts.push(heading);
    for (const { name, text } of files)
      parts.push(`\`${name}\``, text === undefined ? 'does not exist.' : fenced(name, text));
  }
  return parts.join('\n\n');
}

/** A table of the rules, and the documentation of each. */
export function rulesPage(rules: readonly LintRule[]): string {
  const rows = rules.map(
    ({ id, severity, title }) => `| [${id}](#${id}) | ${severity} | ${title.replaceAll('|', '\\|')} |`,
  );
  return [
    ['| Rule | Severity | Requirement |', '| --- | --- | --- |', ...rows].join('\n'),
    ...rules.map(rule => `### ${rule.id}\n\n${explainMarkdown(rule)}`),
  ].join('\n\n');
}

interface ShownFile {
  name: string;
  /** undefined when the file does not exist */
  text: string | undefined;
}

/** The files of the incorrect example, and the files of the correct one that differ. */
function examplesOf({ example }: LintRule): { heading: string; files: ShownFile[] }[] {
  const incorrect = filesOf(example.incorrect);
  const correct = filesOf(example.correct);
  const names = [...new Set([...correct.keys(), ...incorrect.keys()])];
  const differing = names.filter(name => incorrect.get(name) !== correct.get(name));
  return [
    { heading: 'Incorrect:', files: [...incorrect].map(([name, text]) => ({ name, text })) },
    { heading: 'Correct:', files: differing.map(name => ({ name, text: correct.get(name) })) },
  ];
}

function filesOf(example: Example): Map<string, string> {
  const files = typeof example === 'string' ? { 'template.yaml, spec': example } : example;
  const withoutEmptyLines = (text: string) => text.replace(/^(?:[ \t]*\r?\n)+|\s+$/g, '');
  return new Map(Object.entries(files).map(([name, text]) => [name, withoutEmptyLines(text)]));
}

function fenced(name: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const [, language = ''] = /\.(\w+)(?:, spec)?$/.exec(name) ?? [];
  return [fence + language, text, fence].join('\n');
}
