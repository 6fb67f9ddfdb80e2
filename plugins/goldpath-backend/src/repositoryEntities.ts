import path from 'node:path';
import type { Entity } from '@backstage/catalog-model';
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
  // a repository that was not stamped has none
  const template = stampedTemplate(await readWithin(folder, file).catch(() => ''));
  if (!template) return reading;
  return { ...reading, entities: reading.entities.map(entity => withStampedTemplate(entity, template)) };
}

/** The template in the text of a manifest; undefined when that is not valid, which the check reports. */
export function stampedTemplate(text: string): Manifest['template'] | undefined {
  try {
    const manifest: unknown = JSON.parse(text);
    return manifestProblems(manifest).length === 0 ? (manifest as Manifest).template : undefined;
  } catch {
    return undefined;
  }
}

/** Annotates an entity of a stamped repository with its template and version. */
export function withStampedTemplate(entity: Entity, { id, version }: Manifest['template']): Entity {
  const annotations = {
    ...entity.metadata.annotations,
    [ANNOTATION_TEMPLATE]: id,
    [ANNOTATION_TEMPLATE_VERSION]: version,
  };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
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
