import type { Mutation } from './mutation.ts';

/** The list of changes and of who noticed each, as Markdown. */
export function reportOf(rows: (Mutation & { noticedBy: string[] })[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
  const code = (text: string) => (text.trim() === '' ? '(nothing)' : `\`${cell(text)}\``);
  const lines = rows.map(({ file, before, after, noticedBy: [first = '**nobody**', ...others] }) => {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return `| ${file} | ${code(before)} | ${code(after)} | ${cell(first)}${more} |`;
  });
  return `# Who notices when the infrastructure gets worse

Each security-relevant property of \`templates/prompt-library-service/skeleton/infra\` is taken away or turned around, one at a
time, and the policies and the program's own tests are run on the result. \`npm run mutations\` does it and writes this page from
\`templates/prompt-library-service/infra-mutations.yaml\`; a change that nobody notices makes it fail.

${rows.length} changes, ${rows.filter(({ noticedBy }) => noticedBy.length === 0).length} unnoticed.

<!-- prettier-ignore-start -->

| File | Before | After | Noticed by |
| --- | --- | --- | --- |
${lines.join('\n')}

<!-- prettier-ignore-end -->
`;
}
