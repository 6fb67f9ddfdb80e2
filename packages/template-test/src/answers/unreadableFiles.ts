import type { Diagnostic } from '@goldpath/diagnostics';
import type { Answers, PointerEdit, Template } from '@goldpath/template';
import { problem } from '../ring.ts';
import { isData, readDocuments } from './readDocuments.ts';
import type { Stamping } from './stamping.ts';

/** Every JSON and YAML file that was edited must be parsable, and have the answers at their places. */
export function unreadableFiles({ stamp }: Template, { name, answers, tree }: Stamping): Diagnostic[] {
  const pointers = stamp.edits.filter(edit => 'at' in edit);
  return [...Map.groupBy(pointers, ({ file }) => file)].flatMap(([file, edits]) => {
    const content = tree.get(file)?.content;
    if (!content || !isData(file)) return [];
    const read = readDocuments(file, content.toString());
    if ('error' in read) {
      return [
        problem('parse', `skeleton/${file}`, {
          message: `${file} cannot be parsed with ${name}: ${read.error}`,
          fix: 'Let the form refuse these answers, or write them to another place.',
        }),
      ];
    }
    return edits
      .filter(edit => !hasAnswer(edit, read.values, answers[edit.answer]))
      .map(edit =>
        problem('answer', `skeleton/${file}`, {
          message: `${file} does not have the answer ${edit.answer} at ${edit.at} with ${name}.`,
          fix: `Correct ${edit.path.join('.')} in stamp.yaml.`,
        }),
      );
  });
}

function hasAnswer(
  { at, document = 0, form }: PointerEdit,
  values: readonly unknown[],
  answer: Answers[string] | undefined,
): boolean {
  // parts of an answer, and texts without one, are not compared
  if (answer === undefined || !form.includes('{}')) return true;
  const expected = form === '{}' ? answer : form.replaceAll('{}', () => String(answer));
  return valueAt(values[document], at) === expected;
}

function valueAt(value: unknown, pointer: string): unknown {
  const names = pointer
    .slice(1)
    .split('/')
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>(
    (parent, key) => (parent as Record<string, unknown> | undefined)?.[key],
    value,
  );
}
