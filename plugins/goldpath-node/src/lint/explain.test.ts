import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { explainText, rulesPage } from './explain.ts';
import type { LintRule } from './rule.ts';
import { lintRules } from './rules/rules.ts';

const page = path.resolve(import.meta.dirname, '../../../../docs/lint.md');

const usage = `# Linting templates

\`goldpath lint\` reads templates as the portal would run them, and tells what would go wrong: file, line, column, the rule,
what is so, and how to mend it. It runs nothing and asks no portal. It takes templates of any Backstage portal.

\`\`\`sh
npx goldpath lint templates                               # a folder; it is searched for templates
npx goldpath lint template.yaml --actions actions.json    # for a portal with other actions
npx goldpath lint templates --fix                         # mends what has exactly one mend, and shows it
npx goldpath lint templates --format sarif > lint.sarif   # or json, github
npx goldpath lint --explain ${lintRules[0]?.id ?? '<rule>'}
\`\`\`

Without \`--actions\` it knows the actions of the plugins that are installed here. For another portal save what that one
answers: \`GET /api/scaffolder/v2/actions\`. Exit codes: 0 no error, 1 errors, 2 wrong use or bad input. A finding is an
error, a warning, or unknown: what the files alone do not tell, such as a filter that some portal may have. Warnings and
unknowns fail nothing.

## In an editor

[template.schema.json](template.schema.json) is a JSON schema of template.yaml with the inputs of the installed actions.
This repository's settings for VS Code name it; with the recommended extension it completes, explains and checks while one
types. Elsewhere this line at the top of a template.yaml does the same, in every editor with yaml-language-server:

\`\`\`yaml
# yaml-language-server: $schema=../../docs/template.schema.json
\`\`\`

## The rules

This part is written from the rules themselves. Every example is executed as a test: what is shown as faulty is found, what is
shown as mended is silent. Where an example is a \`spec\`, the rest of a template.yaml stands around it.`;

test('the page about the lint is fresh (run with -u to renew)', async () => {
  const style = await resolveConfig(page);
  const written = `${usage}\n\n<!-- prettier-ignore-start -->\n\n${rulesPage(lintRules)}\n\n<!-- prettier-ignore-end -->\n`;
  await expect(await format(written, { ...style, parser: 'markdown' })).toMatchFileSnapshot(page);
});

const rule: LintRule = {
  id: 'no-foo',
  title: 'Nothing is called foo.',
  why: 'Nobody knows what it is.',
  severity: 'warning',
  example: {
    bad: { 'template.yaml': '\nsteps:\n  - id: foo\n\n  - id: bar\n', 'skeleton/a.txt': '' },
    good: { 'template.yaml': 'steps: []\n', 'skeleton/a.txt': '' },
  },
  check: () => [],
};

test('a rule is told with its example, of which the mended part shows what differs', () => {
  expect(explainText(rule)).toBe(`no-foo (warning)

Nothing is called foo.

Why:   Nobody knows what it is.

It is told, and fails nothing.

Not so:

  template.yaml

    steps:
      - id: foo

      - id: bar

  skeleton/a.txt

    (empty)

But so:

  template.yaml

    steps: []
`);
});

test('in Markdown an example with fences of its own stays in one piece', () => {
  const fenced = { ...rule, example: { bad: 'a: |\n  ```sh\n  ls\n  ```', good: 'a: b' } };
  expect(rulesPage([fenced])).toContain('````yaml\na: |\n  ```sh\n  ls\n  ```\n````');
});

test('a file that is taken away to mend is said', () => {
  const away = { ...rule, example: { bad: { a: 'x', b: 'y' }, good: { a: 'x' } } };
  expect(explainText(away)).toContain('But so:\n\n  b\n\n    (not there)\n');
});
