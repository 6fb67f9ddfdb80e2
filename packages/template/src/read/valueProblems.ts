import { asObject } from './pathProblem.ts';
import { fieldEntry, pagesOf } from './form.ts';
import type { TemplateFolder } from './templateFolder.ts';
import { locate, type TemplateProblem } from './templateProblem.ts';

/** stamp.yaml writes answers to files that cannot be written there: lists and objects, and secrets. */
export function valueProblems({ spec, form, stamp }: TemplateFolder): TemplateProblem[] {
  const root = spec?.root;
  if (!root) return [];
  const pages = pagesOf(form.root);
  const problems: TemplateProblem[] = [];
  for (const { field, path } of stamp.answers) {
    const problem = problemOf(field, asObject(fieldEntry(pages, field)?.value.value));
    if (problem) problems.push(locate('stamp-answer', root, { ...problem, path, isKey: true }));
  }
  return problems;
}

function problemOf(
  field: string,
  schema: Record<string, unknown>,
): { message: string; fix: string } | undefined {
  if (schema['ui:field'] === 'Secret' || schema['ui:widget'] === 'password')
    return {
      message: `"${field}" is a secret, and the stamped repository would contain it`,
      fix: `use the secret in a step, list "${field}" under publishing, and write the name of a secret to the file instead`,
    };
  const kinds = [schema.type].flat();
  const kind = ['array', 'object'].find(one => kinds.includes(one));
  if (kind === undefined) return undefined;
  return {
    message: `"${field}" is an ${kind}, and only strings, numbers and booleans can be written to files`,
    fix: `ask for each value in a field of its own, or list "${field}" under publishing when only the steps use it`,
  };
}
