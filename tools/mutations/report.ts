import type { Mutation } from './mutation.ts';

/** A mutation with the tests and policies that detected it. */
export interface Detected extends Mutation {
  detectedBy: string[];
}

/** The mutations of a suite. */
interface Table {
  title: string;
  rows: readonly Detected[];
}

/** The mutations with the test or policy that detected each, as Markdown. */
export function reportOf(tables: readonly Table[]): string {
  const rows = tables.flatMap(table => table.rows);
  const undetected = rows.filter(({ detectedBy }) => detectedBy.length === 0);
  return `# Detected infrastructure mutations

Each property of \`templates/prompt-library-service/skeleton\` that matters for security, data or a deployment is removed or
inverted, one at a time. Policies and the program's own tests run on the changed infrastructure (\`infra-mutations.yaml\` in the
template), and the tests in \`tools/workflows\` on the changed pipeline (\`pipeline-mutations.yaml\`). \`npm run mutations\` applies
the changes and writes this page; it fails when a change is not detected.

${rows.length} changes, ${undetected.length} not detected.
${tables.map(tableOf).join('')}`;
}

function tableOf({ title, rows }: Table): string {
  return `
## ${title}

<!-- prettier-ignore-start -->

| File | Before | After | Detected by |
| --- | --- | --- | --- |
${rows.map(lineOf).join('\n')}

<!-- prettier-ignore-end -->
`;
}

function lineOf({ file, before, after, detectedBy: [first = '**nothing**', ...others] }: Detected): string {
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `| ${file} | ${code(before)} | ${code(after)} | ${cell(first)}${more} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
}

function code(text: string): string {
  return text.trim() === '' ? '(nothing)' : `\`${cell(text)}\``;
}
