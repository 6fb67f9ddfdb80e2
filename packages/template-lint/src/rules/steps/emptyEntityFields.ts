import type { Reference } from '../../expression/uses.ts';
import type { LintContext, Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { type RenderedFile, renderedFiles } from '../skeleton/renderedFiles.ts';
import { requireAnswer } from './mayBeAbsent.ts';
import { absentAnswer, isUnhandled } from './neededAnswers.ts';

/** Fields of entities in a skeleton that are null when the user gives no answer, which the catalog rejects. */
export function emptyEntityFields(context: LintContext): Report[] {
  return renderedFiles(context)
    .filter(({ isDeleted, file }) => !isDeleted && /\.ya?ml$/.test(file.target) && ENTITY.test(file.text))
    .flatMap(rendered => fileReports(rendered, context.template));
}

const ENTITY = /^apiVersion:\s*["']?backstage\.io\//m;

function fileReports(rendered: RenderedFile, template: LintTemplate): Report[] {
  const { file } = rendered;
  const references = new Map<number, Reference>(
    file.rendered?.content.references.map(reference => [reference.offset, reference]),
  );
  return stringFields(file.text).flatMap(({ field, offset }) => {
    const reference = references.get(offset);
    if (!reference || !isUnhandled(reference)) return [];
    const name = absentAnswer(reference, rendered, template);
    if (name === undefined) return [];
    return [
      {
        at: { source: file, start: offset },
        message: `The form does not require ${name}. Without an answer ${field} is null, and the catalog rejects the entity.`,
        fix: `${requireAnswer(name)} Or put the expression into quotes, where an empty string is valid.`,
      },
    ];
  });
}

/** Fields of `spec` that are strings, in every kind of entity that has them. */
const OF_SPEC = /^(owner|type|lifecycle|system|domain)$/;

/** The fields of entities whose whole value is an expression without quotes, and where the value that it reads begins. */
function stringFields(text: string): { field: string; offset: number }[] {
  const found: { field: string; offset: number }[] = [];
  let section = '';
  let isEntity = false;
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('---')) isEntity = false;
    if (ENTITY.test(line)) isEntity = true;
    section = /^(\w+):/.exec(line)?.[1] ?? section;
    const [whole = '', field = ''] = FIELD.exec(line) ?? [];
    const isString = section === 'metadata' || (section === 'spec' && OF_SPEC.test(field));
    if (whole && isEntity && isString) found.push({ field, offset: start + whole.length });
    start += line.length + 1;
  }
  return found;
}

/** `  owner: ${{ values.owner }}` or with `| dump`, up to the name of the value. */
const FIELD = /^\s+([\w./-]+):\s+\$\{\{-?\s*(?=values\.\w+\s*(?:\|\s*dump\s*)?-?\}\}\s*$)/;
