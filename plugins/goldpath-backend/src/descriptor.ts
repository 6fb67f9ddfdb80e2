import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ANNOTATION_LOCATION, ANNOTATION_ORIGIN_LOCATION, type Entity } from '@backstage/catalog-model';
import { parseYaml, UserError, YamlError, type YamlSource } from '@goldpath/diagnostics';
import { type Document, isScalar } from 'yaml';

/** The largest descriptor or included file that is read, in bytes. */
const MAX_BYTES = 5 * 1024 * 1024;

/** Modification time, size and inode of a file: a file in the same state has not changed. */
type FileState = string;
const MISSING: FileState = 'missing';

/** The result of reading a folder. */
export interface Reading {
  /** the folder's entities; `[]` without a descriptor, or with an invalid one */
  entities: Entity[];
  /** the problem of an invalid file, with file, line and fix */
  problem?: string;
  /** the files that were read, by absolute path, in their states just before */
  sources: Map<string, FileState>;
}

/** A descriptor that is being read. */
export interface Descriptor {
  /** absolute path of its folder */
  folder: string;
  /** absolute path */
  file: string;
  sources: Map<string, FileState>;
  /** line (1-based) of an offset into the file */
  lineAt: (offset: number) => number;
}

/** A file that describes entities. */
export interface DescriptorFormat {
  /** its name in the folder */
  file: string;
  /** the entity of a document, validated; an error is reported at the beginning of the document */
  toEntity: (document: Document.Parsed, descriptor: Descriptor) => Promise<Entity>;
}

/**
 * Reads the entities of a folder's descriptor. The catalog's location annotations are set to the file.
 *
 * @param folder - absolute path
 */
export async function readDescriptor(folder: string, format: DescriptorFormat): Promise<Reading> {
  const sources = new Map<string, FileState>();
  try {
    return { entities: await readEntities(folder, format, sources), sources };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { entities: [], problem: error.message, sources };
  }
}

/** Whether a file of the reading has changed since. */
export async function isStale(reading: Reading): Promise<boolean> {
  for (const [file, state] of reading.sources) {
    if ((await stateOf(file)) !== state) return true;
  }
  return false;
}

async function readEntities(
  folder: string,
  format: DescriptorFormat,
  sources: Map<string, FileState>,
): Promise<Entity[]> {
  const file = path.join(folder, format.file);
  const state = await stateOf(file);
  sources.set(file, state);
  if (state === MISSING) return [];

  const { documents, lineAt } = await parseDescriptor(folder, file);
  const descriptor: Descriptor = { folder, file, sources, lineAt };
  const entities: Entity[] = [];
  for (const document of documents) {
    if (!isEmpty(document)) entities.push(await readEntity(document, format, descriptor));
  }
  return entities;
}

async function parseDescriptor(folder: string, file: string): Promise<YamlSource> {
  try {
    return parseYaml(await readWithin(folder, file));
  } catch (error) {
    if (error instanceof YamlError)
      throw new UserError(`${file}:${error.line}: invalid YAML: ${error.message}`);
    throw new UserError(`${file}:1: ${(error as Error).message}`);
  }
}

function isEmpty({ contents }: Document): boolean {
  return !contents || (isScalar(contents) && contents.value === null);
}

async function readEntity(
  document: Document.Parsed,
  { toEntity }: DescriptorFormat,
  descriptor: Descriptor,
): Promise<Entity> {
  try {
    return annotate(await toEntity(document, descriptor), descriptor.file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const offset = document.contents?.range[0] ?? 0;
    throw problemAt(offset, `the entity is not valid: ${(error as Error).message}`, descriptor);
  }
}

/** An error at an offset into the descriptor. */
export function problemAt(offset: number, message: string, { file, lineAt }: Descriptor): UserError {
  return new UserError(`${file}:${lineAt(offset)}: ${message}`);
}

/** Reads a file. Its real path has to be inside the folder. */
export async function readWithin(folder: string, file: string): Promise<string> {
  const name = path.relative(folder, file);
  const found = await realpath(file).catch(() => {
    throw new Error(`${name} does not exist; add the file or correct its name`);
  });
  const outside = path.relative(await realpath(folder), found);
  if (outside.startsWith('..') || path.isAbsolute(outside))
    throw new Error(`${name} is outside the repository; include only files of the repository`);
  const state = await stat(found);
  if (!state.isFile()) throw new Error(`${name} is not a file; include a file`);
  if (state.size > MAX_BYTES)
    throw new Error(`${name} has ${state.size} bytes; reduce it to ${MAX_BYTES} bytes or less`);
  return readFile(found, 'utf8');
}

/** The state of a file, to detect changes. */
export async function stateOf(file: string): Promise<FileState> {
  try {
    const { mtimeNs, size, ino } = await stat(file, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    // the reason is reported when the file is read
    return MISSING;
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
