import type { LintRule } from '../../rule.ts';

/** Fixes by the message of the parser. */
const fixes: [message: RegExp, fix: string][] = [
  [/tab/i, 'Indent with spaces; YAML does not allow tabs here.'],
  [/unique/i, 'Keep one of the two; the other one would be lost.'],
  [
    /alias/i,
    'Define the anchor (&name) before it is used, or put the string in quotes if it begins with * or &.',
  ],
  [/quote/i, 'Close the quote, or put the whole string in the other kind of quotes.'],
  [
    /Nested mappings|implicit keys|compact/i,
    'Put a string that contains ": " in quotes, or correct the indentation.',
  ],
  [/indent/i, 'Use the same indentation for all lines of the block.'],
  [/plain value cannot start/i, 'Put the string in quotes.'],
  [/nested too deeply/, 'Close every bracket, or nest the values less deeply.'],
  [/flow/i, 'Close every bracket, and put ${{ }} in quotes there.'],
];

/** Template files are valid YAML. */
export const yamlSyntax: LintRule = {
  id: 'yaml-syntax',
  title: 'template.yaml and the files that it includes are valid YAML.',
  why: 'The catalog cannot read the file: the template does not appear, or stays as it was before the last change.',
  severity: 'error',
  example: {
    incorrect: { 'template.yaml': templateOf('"Small') },
    correct: { 'template.yaml': templateOf('"Small"') },
  },
  check: ({ problems, manifest }) =>
    problems
      .filter(({ kind }) => kind === 'syntax' && !manifest)
      .map(({ place, message }) => ({
        at: place,
        message: `This is not valid YAML: ${message.replace(/\.?$/, '.')} The catalog cannot read the file.`,
        fix: fixes.find(([pattern]) => pattern.test(message))?.[1] ?? 'Correct the syntax here.',
      })),
};

function templateOf(title: string): string {
  return `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: example, title: ${title} }
spec: { type: service, steps: [] }
`;
}
