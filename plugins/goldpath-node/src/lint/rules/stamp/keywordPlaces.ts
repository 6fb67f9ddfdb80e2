import type { Entry, Located } from '../../source/located.ts';

/** Where a word is a key of a schema, or the value of one; names of fields are none. */
export function keywordPlaces(schema: Located | undefined, word: string): (Located | Entry)[] {
  if (!schema) return [];
  const entries = [...schema.entries.values()];
  return [
    ...entries.filter(({ key }) => key === word),
    ...entries.map(({ value }) => value).filter(({ value }) => value === word),
    ...schema.items.flatMap(item => keywordPlaces(item, word)),
    ...entries.flatMap(({ key, value }) =>
      key === 'properties'
        ? [...value.entries.values()].flatMap(field => keywordPlaces(field.value, word))
        : keywordPlaces(value, word),
    ),
  ];
}
