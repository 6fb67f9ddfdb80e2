import { at, certainMatch, type Located } from '@goldpath/diagnostics';
import type { Comparison } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { listAlternatives } from '../descriptions.ts';
import { declarationsOf } from '../expressions/declarations.ts';
import { fieldChoices } from '../form/fieldChoices.ts';
import { skeletonExample } from './example.ts';
import { type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** Rendered files compare a value with its choices. */
export const skeletonChoice: LintRule = {
  id: 'skeleton-choice',
  title: 'A rendered file compares a value with a choice of the field that it comes from.',
  why: 'A comparison with anything else always has the same result, so a part of the file is never rendered, or always.',
  severity: 'error',
  example: {
    incorrect: {
      ...skeletonExample({ 'README.md': "{% if values.public == 'true' %}Public{% endif %}\n" }),
      'template.yaml': templateOf('public: { type: boolean }'),
    },
    correct: {
      ...skeletonExample({ 'README.md': '{% if values.public %}Public{% endif %}\n' }),
      'template.yaml': templateOf('public: { type: boolean }'),
    },
  },
  check: context =>
    renderedFiles(context).flatMap(rendered => {
      if (rendered.isDeleted) return [];
      return (rendered.file.rendered?.content.comparisons ?? [])
        .map(comparison => toReport(comparison, rendered, context.template))
        .filter(report => report !== undefined);
    }),
};

function toReport(
  { reference, literal, offset }: Comparison,
  { file, root, skeletons }: RenderedFile,
  template: LintTemplate,
): Report | undefined {
  const [key, further] = reference.keys;
  if (reference.root !== root || key === undefined || further !== undefined || reference.isOpen)
    return undefined;
  const choices = choicesOf(
    skeletons.map(({ values }) => values?.get(key)),
    template,
  );
  if (!choices || literal === '' || [...choices].some(choice => isEqual(choice, literal))) return undefined;
  const names = [...choices].map(choice => JSON.stringify(choice));
  const match = certainMatch(String(literal), [...choices].map(String));
  const report: Report = {
    at: { source: file, start: offset },
    severity: 'warning',
    message: `${root}.${key} is never ${JSON.stringify(literal)}, so the result is always the same.`,
    fix: `Compare it with one of its choices: ${listAlternatives(names)}.`,
  };
  if (match === undefined) return report;
  const written = names.find(name => name.replaceAll('"', '') === match) ?? match;
  return { ...report, severity: 'error', fix: `Write ${written}.` };
}

/** A number equals its digits in quotes, but a boolean equals no string. */
function isEqual(choice: unknown, literal: string | boolean): boolean {
  if (typeof choice === 'boolean' || typeof literal === 'boolean') return choice === literal;
  return String(choice) === literal;
}

const PARAMETER = /^\s*\$\{\{-?\s*parameters(?:\.(\w+)|\[\s*['"]([^'"]+)['"]\s*\])\s*-?\}\}\s*$/;

/** The choices of the field that every step passes as the value; undefined when it may be another value. */
function choicesOf(
  given: readonly (Located | undefined)[],
  { pages }: LintTemplate,
): ReadonlySet<unknown> | undefined {
  const names = given.map(value => {
    const [, dotted, quoted] = PARAMETER.exec(String(value?.value)) ?? [];
    return dotted ?? quoted;
  });
  const [name] = names;
  if (name === undefined || names.some(other => other !== name)) return undefined;
  const fields = declarationsOf(pages, name).filter(field => at(field, 'type'));
  if (fields.length === 0) return undefined;
  return fieldChoices(fields);
}

function templateOf(field: string): string {
  return `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: example
spec:
  type: service
  parameters:
    - title: Service
      properties:
        ${field}
  steps:
    - id: fetch
      name: Fetch
      action: fetch:template
      input:
        url: ./skeleton
        values: { public: '\${{ parameters.public }}' }
`;
}
