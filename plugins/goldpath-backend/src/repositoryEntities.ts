import path from 'node:path';
import { validateEntity } from '@goldpath/repository-check';
import { type Manifest, MANIFEST_PATH, manifestProblems } from '@goldpath/template';
import { isScalar, Scalar, visitAsync, type YAMLMap } from 'yaml';
import {
  type Descriptor,
  problemAt,
  readDescriptor,
  type Reading,
  readWithin,
  stateOf,
} from './descriptor.ts';

/** The annotations of the entities of a stamped repository: the template that it was stamped from, and its version. */
const ANNOTATION_TEMPLATE = 'goldpath.dev/template';
const ANNOTATION_TEMPLATE_VERSION = 'goldpath.dev/template-version';

/**
 * Reads the entities of a repository's `catalog-info.yaml`, with the contents of the files that it includes by `$text`. Those of
 * a stamped repository are annotated with its template and version.
 *
 * @param folder - absolute path of the repository
 */
export async function readRepository(folder: string): Promise<Reading> {
  const reading = await readDescriptor(folder, {
    file: 'catalog-info.yaml',
    async toEntity(document, descriptor) {
      await visitAsync(document, { Map: (_key, node) => include(node, descriptor) });
      return validateEntity(document.toJS());
    },
  });
  const file = path.join(folder, MANIFEST_PATH);
  reading.sources.set(file, await stateOf(file));
  const template = await readStampedTemplate(folder, file);
  if (!template) return reading;
  const added = { [ANNOTATION_TEMPLATE]: template.id, [ANNOTATION_TEMPLATE_VERSION]: template.version };
  const entities = reading.entities.map(entity => {
    const annotations = { ...entity.metadata.annotations, ...added };
    return { ...entity, metadata: { ...entity.metadata, annotations } };
  });
  return { ...reading, entities };
}

/** The template in the manifest of a repository; undefined without a valid one, which the check reports. */
async function readStampedTemplate(folder: string, file: string): Promise<Manifest['template'] | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readWithin(folder, file));
    return manifestProblems(manifest).length === 0 ? (manifest as Manifest).template : undefined;
  } catch {
    // a repository that was not stamped
    return undefined;
  }
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
