import { cisBenchmark, type Recommendation } from './benchmark.ts';
import type { PolicyRule, Remediation } from './rules/rule.ts';
import { controlsWithoutRule } from './securityStandard.ts';

const introduction = `# Rules

Generated from \`src/rules\`: a test fails when this file is out of date, and \`npx vitest run policies/src/rulesDocument -u\`
renews it. An **error** blocks, a **warning** is reported. In Pulumi's engine, a rule that is checked **before creation** stops
an update before it creates the resource; the others need the whole stack, which an update without a preview shows only when the
resources exist. Where \`goldpath check --fix\` sets a property, it is named; _by replacement_ means that AWS or the provider can
change it in an existing resource only by replacing the resource, with its data.
`;

/**
 * Returns RULES.md: every rule with its reason, its fix and an example, the controls of AWS that the rules check, and the
 * recommendations of the CIS benchmark.
 */
export function rulesDocument(rules: readonly PolicyRule[]): string {
  return [introduction, ...rules.map(describeRule), controlsTable(rules), benchmarkTable(cisBenchmark)].join(
    '\n',
  );
}

function describeRule(rule: PolicyRule): string {
  const { id, severity, scope, title, why, fix, reference, examples, remediations = [] } = rule;
  const [sentence = '', ...code] = fix.split('\n');
  const time = scope === 'resource' ? ', before creation' : '';
  const parts = [`## ${id}`, `**${severity}**${time}: ${title} ${why}`, `Fix: ${sentence}`];
  if (code.length > 0) parts.push(fenced(code.join('\n')));
  if (remediations.length > 0) parts.push(`\`--fix\` sets ${describeRemediations(remediations)}.`);
  const failing = examples?.failing[0];
  if (failing !== undefined) parts.push('This fails:', fenced(failing));
  parts.push(`See <${reference}>.`);
  return `${parts.join('\n\n')}\n`;
}

/** Returns remediations with the classes that they are for: `publiclyAccessible: false` of rds.Instance. */
function describeRemediations(remediations: readonly Remediation[]): string {
  const groups = Map.groupBy(remediations, ({ types, change }) => {
    const classes = types.map(type => type.replace(/^aws:([^/]*).*:/, '$1.')).join(', ');
    return `${classes}${change === 'replacement' ? ' (by replacement)' : ''}`;
  });
  return [...groups].map(([classes, all]) => `${all.map(propertyOf).join(', ')} of ${classes}`).join('; ');
}

function propertyOf({ path, value }: Remediation): string {
  return `\`${path.replaceAll(/\?|\.\*/g, '')}: ${JSON.stringify(value).replaceAll('"', "'")}\``;
}

const fenced = (code: string) => `\`\`\`\n${code}\n\`\`\``;

function controlsTable(rules: readonly PolicyRule[]): string {
  const checked = [...controlsOf(rules)].map(([control, ids]) => [control, ids.join(', ')]);
  const others = controlsWithoutRule.map(({ id, about, limit = '' }) => [id, about, limit]);
  return [
    '## Controls of the AWS Foundational Security Best Practices\n',
    'The controls that the rules check, some of which belong to other standards of AWS Security Hub:\n',
    `${tableOf(['Control', 'Rules'], checked.sort(byFirst)).join('\n')}\n`,
    'The controls that no rule checks:\n',
    `${tableOf(['Control', 'About', 'Reason'], others.sort(byFirst)).join('\n')}\n`,
  ].join('\n');
}

/** Returns the rules that check each control. */
function controlsOf(rules: readonly PolicyRule[]): Map<string, string[]> {
  const byControl = new Map<string, string[]>();
  for (const { id, controls = [] } of rules) {
    for (const control of controls) byControl.set(control, [...(byControl.get(control) ?? []), `\`${id}\``]);
  }
  return byControl;
}

const byFirst = ([left = '']: readonly string[], [right = '']: readonly string[]) =>
  left.localeCompare(right, 'en', { numeric: true });

function benchmarkTable(recommendations: readonly Recommendation[]): string {
  const rows = recommendations.map(({ id, about, rules = [], limit = '' }) => {
    const ids = rules.map(rule => `\`${rule}\``).join(', ');
    return [id, about, [ids, limit].filter(text => text !== '').join('; ')];
  });
  return [
    '## Recommendations of the CIS AWS Foundations Benchmark 3.0.0\n',
    'The rules that check each recommendation, or the reason why a program does not show it.\n',
    `${tableOf(['Recommendation', 'About', 'Rules or reason'], rows).join('\n')}\n`,
  ].join('\n');
}

/** Returns the lines of a Markdown table whose columns are aligned. */
function tableOf(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(titles), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)];
}
