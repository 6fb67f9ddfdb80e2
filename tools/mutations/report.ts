import type { Mutation } from './mutation.ts';

/** The changes with the test or policy that detected each, as Markdown. */
export function reportOf(rows: (Mutation & { detectedBy: string[] })[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
  const code = (text: string) => (text.trim() === '' ? '(nothing)' : `\`${cell(text)}\``);
  const lines = rows.map(({ file, before, after, detectedBy: [first = '**nothing**', ...others] }) => {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return `| ${file} | ${code(before)} | ${code(after)} | ${cell(first)}${more} |`;
  });
  return `# Detected infrastructure mutations

Each security-relevant property of \`templates/prompt-library-service/skeleton/infra\` is removed or inverted, one at a time, and
the policies and the program's own tests run on the result. \`npm run mutations\` applies the changes in
\`templates/prompt-library-service/infra-mutations.yaml\` and writes this page; it fails when a change is not detected.

${rows.length} changes, ${rows.filter(({ detectedBy }) => detectedBy.length === 0).length} not detected.

<!-- prettier-ignore-start -->

| File | Before | After | Detected by |
| --- | --- | --- | --- |
${lines.join('\n')}

<!-- prettier-ignore-end -->
`;
}
