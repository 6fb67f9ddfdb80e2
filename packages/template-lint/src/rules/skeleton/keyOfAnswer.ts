import type { Located } from '@goldpath/diagnostics';
import type { Reference } from '../../expression/uses.ts';
import type { Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { declarationsOf, isFormOpen, isScalar, missingKey } from '../expressions/declarations.ts';
import { keysOfParsed } from '../expressions/parsedReference.ts';
import { isHandled } from './isHandled.ts';
import type { RenderedFile } from './renderedFiles.ts';

/** `values.database.nmae`, a key that the answer which every step passes as the value does not have. */
export function keyOfAnswer(
  reference: Reference,
  { file, root, skeletons }: RenderedFile,
  template: LintTemplate,
): Report | undefined {
  const [name = '', ...keys] = reference.keys;
  if (reference.root !== root || keys.length === 0 || isHandled(reference)) return undefined;
  const missing = skeletons.map(({ values }) => missingIn(values?.get(name), keys, template));
  const [known] = missing;
  if (!known || missing.some(one => !one)) return undefined;
  return {
    at: { source: file, start: reference.offset },
    message: `The value ${name} has no ${keys.join('.')}, so ${[root, ...reference.keys].join('.')} renders as nothing.`,
    fix: known.length === 0 ? `Write ${root}.${name}.` : `Write one of ${known.join(', ')}.`,
  };
}

const ANSWER =
  /^\s*\$\{\{-?\s*parameters(?:\.(\w+)|\[\s*['"]([^'"]+)['"]\s*\])\s*(?:\|\s*(parseRepoUrl|parseEntityRef)\s*)?-?\}\}\s*$/;

/** The keys that a value has in the place of one that it certainly does not have. */
function missingIn(
  value: Located | undefined,
  keys: readonly string[],
  template: LintTemplate,
): readonly string[] | undefined {
  const [, dotted, quoted, filter] = ANSWER.exec(String(value?.value)) ?? [];
  const name = dotted ?? quoted;
  const [key = ''] = keys;
  if (name === undefined || !template.parameters.fields.has(name) || isFormOpen(template)) return undefined;
  if (filter !== undefined) return keysOfParsed[filter]?.includes(key) ? undefined : keysOfParsed[filter];
  const isOfString = key === 'length' || /^\d+$/.test(key);
  if (isScalar(declarationsOf(template.pages, name))) return isOfString ? undefined : [];
  return missingKey(template, [name, ...keys])?.known;
}
