import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ANNOTATION_LOCATION, ANNOTATION_ORIGIN_LOCATION, type Entity } from '@backstage/catalog-model';
import { isScalar, LineCounter, parseAllDocuments, Scalar, visitAsync, type YAMLMap } from 'yaml';
import { validateEntity } from '@goldpath/plugin-goldpath-node/validateEntity';

/** The largest descriptor or included file that is read, in bytes. */
const MAX_BYTES = 5 * 1024 * 1024;

/** Stands for a file's state: a file whose stamp is the same has not changed. */
type Stamp = string;

/** What one look at a repository found. */
export interface Reading {
  /** the repository's entities; `[]` when it has no catalog-info.yaml, or a broken one */
  entities: Entity[];
  /** what is broken, with file and line, and what to do */
  problem?: string;
  /** every file that was looked at, by absolute path, as it was just before it was read */
  sources: Map<string, Stamp>;
}

/** A defect of a file that its author can mend. */
class DescriptorError extends Error {}

/**
 * Reads the entities that the `catalog-info.yaml` of a repository describes, with the files that they include by
 * `$text` in their places. The catalog's own annotations are set so that they name the file.
 *
 * @param folder - absolute path of the repository
 */
export async function readRepository(folder: string): Promise<Reading> {
  const sources = new Map<string, Stamp>();
  try {
    return { entities: await readEntities(folder, sources), sources };
  } catch (error) {
    if (!(error instanceof DescriptorError)) throw error;
    return { entities: [], problem: error.message, sources };
  }
}

/** Whether a file that a reading rests on is no longer what it was. */
export async function isStale(reading: Reading): Promise<boolean> {
  for (const [file, stamp] of reading.sources) {
    if ((await stampOf(file)) !== stamp) return true;
  }
  return false;
}

async function readEntities(folder: string, sources: Map<string, Stamp>): Promise<Entity[]> {
  const descriptor = path.join(folder, 'catalog-info.yaml');
  sources.set(descriptor, await stampOf(descriptor));
  if (sources.get(descriptor) === 'missing') return [];

  const lines = new LineCounter();
  const fail: (offset: number, message: string) => never = (offset, message) => {
    throw new DescriptorError(`${descriptor}:${lines.linePos(offset).line || 1}: ${message}`);
  };
  const read = (file: string, offset: number) =>
    readWithin(folder, file).catch(error => fail(offset, (error as Error).message));
  const include = async (node: YAMLMap): Promise<Scalar | undefined> => {
    const [pair] = node.items;
    if (node.items.length !== 1 || !isScalar(pair?.key) || !String(pair.key.value).startsWith('$'))
      return undefined;
    const offset = node.range?.[0] ?? 0;
    const target = isScalar(pair.value) ? pair.value.value : undefined;
    if (pair.key.value !== '$text' || typeof target !== 'string') {
      return fail(
        offset,
        `only "$text: ./a-file" can be included here; write it so, or put the content in its place`,
      );
    }
    const file = path.resolve(folder, target);
    sources.set(file, await stampOf(file));
    return new Scalar(await read(file, offset));
  };

  const entities: Entity[] = [];
  for (const document of parseAllDocuments(await read(descriptor, 0), { lineCounter: lines })) {
    const [broken] = document.errors;
    if (broken) fail(broken.pos[0], `this is not YAML: ${broken.message.split('\n')[0]}`);
    if (!document.contents || (isScalar(document.contents) && document.contents.value === null)) continue;
    await visitAsync(document, { Map: (_key, node) => include(node) });
    const offset = document.contents.range?.[0] ?? 0;
    try {
      entities.push(annotate(await validateEntity(document.toJS()), descriptor));
    } catch (error) {
      fail(offset, `the entity that begins here is not valid: ${(error as Error).message}`);
    }
  }
  return entities;
}

/** Reads a file whose real place is inside the folder. */
async function readWithin(folder: string, file: string): Promise<string> {
  const shown = path.relative(folder, file);
  const found = await realpath(file).catch(() => {
    throw new Error(`${shown} does not exist; add the file or correct its name`);
  });
  const outside = path.relative(await realpath(folder), found);
  if (outside.startsWith('..') || path.isAbsolute(outside)) {
    throw new Error(`${shown} lies outside the repository; include only files of the repository itself`);
  }
  const state = await stat(found);
  if (!state.isFile()) throw new Error(`${shown} is not a file; name a file`);
  if (state.size > MAX_BYTES) {
    throw new Error(`${shown} has ${state.size} bytes; at most ${MAX_BYTES} are taken into the catalog`);
  }
  return readFile(found, 'utf8');
}

async function stampOf(file: string): Promise<Stamp> {
  try {
    const { mtimeNs, size, ino } = await stat(file, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    // whatever makes a file unreadable is said where it is read
    return 'missing';
  }
}

function annotate(entity: Entity, descriptor: string): Entity {
  const annotations = {
    ...entity.metadata.annotations,
    [ANNOTATION_LOCATION]: `file:${descriptor}`,
    [ANNOTATION_ORIGIN_LOCATION]: `file:${descriptor}`,
  };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}
