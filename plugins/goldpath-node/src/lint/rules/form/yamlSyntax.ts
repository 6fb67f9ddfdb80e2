import type { LintRule } from '../../rule.ts';

/** What the parser says, and what is usually meant by it. */
const remedies: [RegExp, string][] = [
  [/tab/i, 'Indent with spaces; YAML takes no tabs there.'],
  [/unique/i, 'Keep one of the two: the other would be lost.'],
  [
    /alias/i,
    'Write the anchor (&name) before it is used, or put the text into quotes if it begins with * or &.',
  ],
  [/quote/i, 'Close the quote, or put the whole text into the other kind of quotes.'],
  [
    /Nested mappings|implicit keys|compact/i,
    'Put a text that holds ": " into quotes, or correct the indentation.',
  ],
  [/indent/i, 'Give what belongs together the same indentation.'],
  [/plain value cannot start/i, 'Put the text into quotes.'],
  [/flow/i, 'Close every bracket, and put ${{ }} into quotes there.'],
];

/** Template files are YAML. */
export const yamlSyntax: LintRule = {
  id: 'yaml-syntax',
  title: 'template.yaml, and what it includes, is YAML.',
  why: 'The catalog cannot read the file: the template does not appear, or stays as it was before the last change.',
  severity: 'error',
  example: {
    bad: { 'template.yaml': templateOf('"Small') },
    good: { 'template.yaml': templateOf('"Small"') },
  },
  check: ({ problems, manifest }) =>
    problems
      .filter(({ kind }) => kind === 'syntax' && !manifest)
      .map(({ place, message }) => ({
        at: place,
        message: `This is no YAML: ${message.replace(/\.?$/, '.')} The catalog cannot read the file.`,
        fix: remedies.find(([pattern]) => pattern.test(message))?.[1] ?? 'Correct the syntax here.',
      })),
};

function templateOf(title: string): string {
  return `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: example, title: ${title} }
spec: { type: service, steps: [] }
`;
}
