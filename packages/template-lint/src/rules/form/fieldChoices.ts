import { at, type Located } from '@goldpath/diagnostics';

/** The values of a field with a closed list of choices; undefined when it may have others. */
export function fieldChoices(definitions: readonly Located[]): Set<unknown> | undefined {
  const choices = new Set<unknown>();
  for (const definition of definitions) {
    const list = at(definition, 'enum');
    // a field extension may return others
    const isOpen = definition.kind !== 'map' || ['ui:field', '$ref'].some(key => definition.entries.has(key));
    if (isOpen || list?.items.some(({ kind }) => kind !== 'scalar')) return undefined;
    if (list) list.items.forEach(({ value }) => choices.add(value));
    else if (at(definition, 'type')?.value === 'boolean') choices.add(true).add(false);
    else return undefined;
  }
  return choices;
}
