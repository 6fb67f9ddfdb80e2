import { at, type Located, stringsOf } from '@goldpath/diagnostics';
import { schemasOf } from './formSchemas.ts';
import { pickers } from './pickers.ts';

/** Whether a `ui:field` is an extension that the portal does not have itself. */
export const isExtension = (name: unknown) => typeof name === 'string' && !Object.hasOwn(pickers, name);

/** The fields in the options of extensions, such as `clusterNameField: cluster.name`, which an extension may set. */
export function namesOfExtensions(pages: readonly Located[]): Set<string> {
  const options = schemasOf(pages)
    .filter(schema => isExtension(at(schema, 'ui:field')?.value))
    .map(schema => at(schema, 'ui:options'))
    .filter(found => found !== undefined);
  const texts = options.flatMap(found => [...stringsOf(found)]).map(({ text }) => text);
  return new Set(texts.filter(text => /^\w+(\.\w+)*$/.test(text)).map(text => text.replace(/\..*/, '')));
}
