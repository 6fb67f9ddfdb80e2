import path from 'node:path';
import { validateEntity } from '@goldpath/repository-check';
import { isScalar, Scalar, visitAsync, type YAMLMap } from 'yaml';
import {
  type Descriptor,
  problemAt,
  readDescriptor,
  type Reading,
  readWithin,
  stateOf,
} from './descriptor.ts';

/**
 * Reads the entities of a repository's `catalog-info.yaml`, with the contents of the files that it includes by `$text`.
 *
 * @param folder - absolute path of the repository
 */
export function readRepository(folder: string): Promise<Reading> {
  return readDescriptor(folder, {
    file: 'catalog-info.yaml',
    async toEntity(document, descriptor) {
      await visitAsync(document, { Map: (_key, node) => include(node, descriptor) });
      return validateEntity(document.toJS());
    },
  });
}

/** The content of the file that a map like `{ $text: ./a-file }` includes; undefined for every other map. */
async function include(node: YAMLMap, descriptor: Descriptor): Promise<Scalar | undefined> {
  const [pair] = node.items;
  if (node.items.length !== 1 || !isScalar(pair?.key) || !String(pair.key.value).startsWith('$'))
    return undefined;
  const offset = node.range?.[0] ?? 0;
  const target = isScalar(pair.value) ? pair.value.value : undefined;
  if (pair.key.value !== '$text' || typeof target !== 'string') {
    const message = 'only "$text: ./a-file" can be included; write it like that, or insert the content';
    throw problemAt(offset, message, descriptor);
  }
  const file = path.resolve(descriptor.folder, target);
  descriptor.sources.set(file, await stateOf(file));
  try {
    return new Scalar(await readWithin(descriptor.folder, file));
  } catch (error) {
    throw problemAt(offset, (error as Error).message, descriptor);
  }
}
