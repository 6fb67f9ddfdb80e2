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

Outside of this repository, add the command to the repository of the templates, with Node 24 or later:

\`\`\`sh
npm install --save-dev goldpath
\`\`\`

By default, the lint knows the actions of Backstage 1.55 and of this repository's plugins. For another portal, save its
response to \`GET /api/scaffolder/v2/actions\` and pass the file with \`--actions\`. Exit codes: 0 without errors, 1 with errors,
2 for wrong usage or invalid input. A finding is an error, a warning, or unknown if it cannot be determined from the files
alone, such as a filter that a portal may have. Warnings and unknown findings do not fail the lint.

In folders, and in folders behind their links, the lint finds every YAML and JSON file that is a template. A named file that is
not a template is skipped with a note, so that a pre-commit hook can pass all changed files. An empty template is an error.

## Living with findings

**Comments** accept single findings. Each names its rules, and the reason after two hyphens:

\`\`\`yaml
# goldpath-lint-ignore-next-line skeleton-url -- the pipeline creates this folder
# goldpath-lint-ignore-file unknown-output, known-action -- from a plugin of our portal
\`\`\`

The first form is in the line before the finding, or in several lines before it; the second form is in any line of the file. In a
rendered file, write the comment as \`{# goldpath-lint-ignore-next-line skeleton-value -- set later #}\`, which the portal removes;
comments that begin with \`#\`, \`//\`, \`--\`, \`;\`, \`/*\` or \`<!--\` are read too. A comment without a reason ignores nothing.
[ignore-comment](#ignore-comment) reports it, and comments that are no longer needed. JSON has no comments; use a baseline.

**A baseline** accepts everything that is found today, and the lint reports what is new:

\`\`\`sh
npx goldpath lint templates --baseline lint-baseline.json --write-baseline   # accepts all findings
npx goldpath lint templates --baseline lint-baseline.json                    # reports new findings
\`\`\`

An entry consists of file, rule, message and number, without a line, so moved lines change nothing. Files are relative to the
baseline. \`--write-baseline\` replaces only the entries of the given folders and files. When a finding is fixed, a note asks to
renew the baseline.

**The severity of rules** is set in \`.goldpath-lint.yaml\` ([schema](lint-config.schema.json)): the nearest one around the current
folder, up to the root of the repository, or the file of \`--config\`. Unknown findings keep their severity unless the rule is off.

\`\`\`yaml
rules:
  no-effect-input: off
  unknown-output: error
  skeleton-url: warning
\`\`\`

**Warnings** fail the lint when there are more than \`--max-warnings\` allows:

\`\`\`sh
npx goldpath lint templates --max-warnings 0
\`\`\`

## Before a commit and in CI

With [pre-commit](https://pre-commit.com), lint all templates when a file of a template or of its skeleton has changed, in
\`.pre-commit-config.yaml\`:

\`\`\`yaml
repos:
  - repo: local
    hooks:
      - id: goldpath-lint
        name: goldpath lint
        entry: npx goldpath lint templates
        language: system
        files: ^templates/
        pass_filenames: false
\`\`\`

A hook that passes the changed files works too: other files are skipped.

In GitHub Actions, show the findings in the pull request. The step fails with errors; \`always()\` uploads them anyway:

\`\`\`yaml
name: Templates
on: pull_request
permissions:
  contents: read
  security-events: write
jobs:
  lint:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
      - uses: actions/setup-node@v7
        with: { node-version: 24 }
      - run: npm ci
      - run: npx goldpath lint templates --format sarif > lint.sarif
      - uses: github/codeql-action/upload-sarif@v4
        if: always()
        with: { sarif_file: lint.sarif }
\`\`\`

Code scanning needs GitHub Advanced Security in private repositories. Without it, \`--format github\` writes the findings as
annotations, and needs no upload. Other systems read \`--format junit\`.

## In an editor

[template.schema.json](template.schema.json) is a JSON schema of template.yaml with the inputs of the installed actions. The VS
Code settings of this repository refer to it: with the recommended extension, the editor completes, explains and validates
templates. In any other editor with yaml-language-server, add this line at the top of a template.yaml:

\`\`\`yaml
# yaml-language-server: $schema=../../docs/template.schema.json
\`\`\`

For another portal, print a schema with its actions:

\`\`\`sh
npx goldpath lint --editor-schema --actions actions.json > template.schema.json
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
