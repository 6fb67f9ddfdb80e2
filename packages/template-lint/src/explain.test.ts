import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { explainText, rulesPage } from './explain.ts';
import type { LintRule } from './rule.ts';
import { lintRules } from './lintRules.ts';

const page = path.resolve(import.meta.dirname, '../../../docs/lint.md');

const usage = `# Linting templates

\`goldpath lint\` checks templates as the portal would run them, and reports each problem with its file, line and column, the
rule, and how to fix it. It executes nothing and needs no portal. It supports the templates of any Backstage portal.

\`\`\`sh
npx goldpath lint templates                               # searches a folder for templates
npx goldpath lint template.yaml --actions actions.json    # for a portal with other actions
npx goldpath lint templates --fix                         # applies fixes that are unambiguous, and prints them
npx goldpath lint templates --format sarif > lint.sarif   # or json, junit, github
npx goldpath lint --explain ${lintRules[0]?.id ?? '<rule>'}
\`\`\`

By default, the lint knows the actions of the plugins that are installed in this repository. For another portal, save its
response to \`GET /api/scaffolder/v2/actions\` and pass the file with \`--actions\`. Exit codes: 0 without errors, 1 with errors,
2 for wrong usage or invalid input. A finding is an error, a warning, or unknown if it cannot be determined from the files
alone, such as a filter that a portal may have. Warnings and unknown findings do not fail the lint.

## In an editor

[template.schema.json](template.schema.json) is a JSON schema of template.yaml with the inputs of the installed actions. The VS
Code settings of this repository refer to it: with the recommended extension, the editor completes, explains and validates
templates. In any other editor with yaml-language-server, add this line at the top of a template.yaml:

\`\`\`yaml
# yaml-language-server: $schema=../../docs/template.schema.json
\`\`\`

## The rules

This part is generated from the rules. A test executes every example: the incorrect one is reported, the correct one is not. An
example that is a \`spec\` is a part of a complete template.yaml.`;

test('the page about the lint is up to date (run with -u to renew)', async () => {
  const style = await resolveConfig(page);
  const written = `${usage}\n\n<!-- prettier-ignore-start -->\n\n${rulesPage(lintRules)}\n\n<!-- prettier-ignore-end -->\n`;
  await expect(await format(written, { ...style, parser: 'markdown' })).toMatchFileSnapshot(page);
});

const rule: LintRule = {
  id: 'no-foo',
  title: 'No step has the id foo.',
  why: 'The name has no meaning.',
  severity: 'warning',
  example: {
    incorrect: { 'template.yaml': '\nsteps:\n  - id: foo\n\n  - id: bar\n', 'skeleton/a.txt': '' },
    correct: { 'template.yaml': 'steps: []\n', 'skeleton/a.txt': '' },
  },
  check: () => [],
};

test('a rule is explained with its example, and only the files of the correct one that differ', () => {
  expect(explainText(rule)).toBe(`no-foo (warning)

No step has the id foo.

Why:   The name has no meaning.

A violation is reported and does not fail the lint.

Incorrect:

  template.yaml

    steps:
      - id: foo

      - id: bar

  skeleton/a.txt

    (empty)

Correct:

  template.yaml

    steps: []
`);
});

test('an example that contains code fences is fenced with more backticks', () => {
  const fenced = { ...rule, example: { incorrect: 'a: |\n  ```sh\n  ls\n  ```', correct: 'a: b' } };
  expect(rulesPage([fenced])).toContain('````yaml\na: |\n  ```sh\n  ls\n  ```\n````');
});

test('a file that does not exist in the correct example is listed', () => {
  const deleted = { ...rule, example: { incorrect: { a: 'x', b: 'y' }, correct: { a: 'x' } } };
  expect(explainText(deleted)).toContain('Correct:\n\n  b\n\n    (does not exist)\n');
});
