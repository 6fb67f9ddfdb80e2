import type { LintSeverity } from './finding.ts';
import type { Example, LintRule } from './rule.ts';

const gravity: Record<LintSeverity, string> = {
  error: 'It fails the lint.',
  warning: 'It is told, and fails nothing.',
  unknown: 'It is told as what cannot be known, and fails nothing.',
};

/** All that there is to say about a rule, for a terminal. */
export function explainText(rule: LintRule): string {
  const { id, severity, title, why } = rule;
  const shown = examplesOf(rule).flatMap(({ heading, files }) => [
    heading,
    ...files.flatMap(({ name, text }) => [
      `  ${name}`,
      (text ?? '(not there)').replace(/^$/, '(empty)').replace(/^(?=.)/gm, '    '),
    ]),
  ]);
  const told = [`${id} (${severity})`, title, `Why:   ${why}`, gravity[severity], ...shown];
  return `${told.join('\n\n')}\n`;
}

/** The same in Markdown, without the rule's name. */
export function explainMarkdown(rule: LintRule): string {
  const shown = examplesOf(rule).flatMap(({ heading, files }) => [
    heading,
    ...files.flatMap(({ name, text }) => [
      `\`${name}\``,
      text === undefined ? 'is not there.' : fenced(name, text),
    ]),
  ]);
  return [rule.title, `${rule.why} ${gravity[rule.severity]}`, ...shown].join('\n\n');
}

/** A table of all rules, and what there is to say about each. */
export function rulesPage(rules: readonly LintRule[]): string {
  const rows = rules.map(
    ({ id, severity, title }) => `| [${id}](#${id}) | ${severity} | ${title.replaceAll('|', '\\|')} |`,
  );
  return [
    ['| Rule | Severity | Asks |', '| --- | --- | --- |', ...rows].join('\n'),
    ...rules.map(rule => `### ${rule.id}\n\n${explainMarkdown(rule)}`),
  ].join('\n\n');
}

interface ShownFile {
  name: string;
  /** nothing when the file is not there */
  text: string | undefined;
}

/** The faulty files, and those that differ when they are mended. */
function examplesOf({ example }: LintRule): { heading: string; files: ShownFile[] }[] {
  const bad = filesOf(example.bad);
  const good = filesOf(example.good);
  const differing = [...new Set([...good.keys(), ...bad.keys()])].filter(
    name => bad.get(name) !== good.get(name),
  );
  return [
    { heading: 'Not so:', files: [...bad].map(([name, text]) => ({ name, text })) },
    { heading: 'But so:', files: differing.map(name => ({ name, text: good.get(name) })) },
  ];
}

function filesOf(example: Example): Map<string, string> {
  const files = typeof example === 'string' ? { 'template.yaml, spec': example } : example;
  // empty lines around a text tell nothing
  return new Map(
    Object.entries(files).map(([name, text]) => [name, text.replace(/^(?:[ \t]*\r?\n)+|\s+$/g, '')]),
  );
}

function fenced(name: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const [, language = ''] = /\.(\w+)(?:, spec)?$/.exec(name) ?? [];
  return [fence + language, text, fence].join('\n');
}
