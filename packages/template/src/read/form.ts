import { at, type Entry, type Located } from '@goldpath/diagnostics';
import { compileAnswers } from '../answers/compileAnswers.ts';
import type { Form } from './mergeForm.ts';

/**
 * The reasons why the form cannot validate answers, each with the key or value that it is about. Empty when it can.
 */
export function formErrors({
  schema,
}: Pick<Form, 'schema'>): { message: string; word: string | undefined }[] {
  const errors: { message: string; word: string | undefined }[] = [];
  const ignored: string[] = [];
  for (;;) {
    try {
      compileAnswers(schema, ignored);
      return errors;
    } catch (error) {
      const { message } = error as Error;
      const [, quoted, pattern] = /"([^"]+)"|: \/(.+)\/u: /.exec(message) ?? [];
      const word = quoted ?? pattern;
      errors.push({ message, word });
      // ajv stops at the first; an unknown keyword can be ignored to see the next
      if (!message.includes('unknown keyword') || word === undefined || ignored.includes(word)) return errors;
      ignored.push(word);
    }
  }
}

/** The part of template.yaml that stamping reads. */
export function pagesOf(root: Located | undefined): Located | undefined {
  return at(root, 'spec', 'parameters') ?? at(root, 'spec');
}

/** The entry of a field in a form, or in one of its conditions; the first one. */
export function fieldEntry(schema: Located | undefined, field: string): Entry | undefined {
  const own = at(schema, 'properties')?.entries.get(field);
  if (!schema || own) return own;
  const parts = [...schema.entries.values()].filter(({ key }) => key !== 'properties');
  for (const part of [...parts.map(({ value }) => value), ...schema.items]) {
    const entry = fieldEntry(part, field);
    if (entry) return entry;
  }
  return undefined;
}

/** The includes in the form: the portal follows them, and stamping does not. */
export function includesOf(node: Located | undefined): Entry[] {
  if (!node) return [];
  const entries = [...node.entries.values()];
  const [entry] = entries;
  if (entry && entries.length === 1 && /^\$(yaml|json|text)$/.test(entry.key)) return [entry];
  return [...entries.map(({ value }) => value), ...node.items].flatMap(includesOf);
}

/** The places where a word is a keyword of a schema, or the value of one. Names of fields do not count. */
export function keywordPlaces(schema: Located | undefined, word: string): (Located | Entry)[] {
  if (!schema) return [];
  const entries = [...schema.entries.values()];
  const inEntries = entries.flatMap(({ key, value }) => {
    if (key !== 'properties') return keywordPlaces(value, word);
    return [...value.entries.values()].flatMap(field => keywordPlaces(field.value, word));
  });
  return [
    ...entries.filter(({ key }) => key === word),
    ...entries.map(({ value }) => value).filter(({ value }) => value === word),
    ...schema.items.flatMap(item => keywordPlaces(item, word)),
    ...inEntries,
  ];
}
