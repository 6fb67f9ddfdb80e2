import path from 'node:path';
import { at, type Located } from '@goldpath/diagnostics';

/** Finds an earlier template of the same name. */
export type FindNamesake = (root: Located) => string | undefined;

/**
 * Remembers the names of templates, and finds for each an earlier one that has the same name and that a portal lists with it: in
 * the same file, in a file beside it, or in a file of that name in a folder beside its own.
 *
 * @returns a function that returns the file of the earlier template
 */
export function rememberNames(): FindNamesake {
  const files = new Map<string, string>();
  return root => {
    const { path: file, file: shown } = root.source;
    const [name, namespace] = ['name', 'namespace'].map(key => at(root, 'metadata', key)?.value);
    // another one is not valid, or gets its value when it is rendered
    if (typeof name !== 'string' || !/^[\w.-]+$/.test(name)) return undefined;
    const ref = `${typeof namespace === 'string' ? namespace : 'default'}/${name}`.toLowerCase();
    const place = path.join(path.dirname(path.dirname(file)), '*', path.basename(file));
    const keys = [file, path.dirname(file), place].map(scope => `${scope}\0${ref}`);
    const earlier = keys.map(key => files.get(key)).find(found => found !== undefined);
    for (const key of keys) if (!files.has(key)) files.set(key, shown);
    return earlier;
  };
}
