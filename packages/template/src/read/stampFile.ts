import type { YamlPath } from '@goldpath/diagnostics';
import { parts } from '../contents/parts.ts';
import type { Only, Part, StampSpec } from '../template.ts';
import { asObject, type PathProblem } from './pathProblem.ts';
import stampSchema from './stamp.schema.json' with { type: 'json' };

/** The content of stamp.yaml; the readable part of an invalid one. */
export interface StampFile {
  version: string;
  /** undefined when the key is missing */
  contains: readonly Part[] | undefined;
  publishing: { field: string; path: YamlPath }[];
  once: { files: string; path: YamlPath }[];
  only: (Only & { path: YamlPath })[];
  answers: { field: string; path: YamlPath; edits: StampSpec['edits'] }[];
}

const { default: WHOLE_ANSWER } = stampSchema.definitions.edit.properties.value;

/**
 * Reads the value of stamp.yaml. Entries of the wrong type are left out.
 *
 * @param problems - the violations of its schema: the entries that have one are left out
 */
export function readStampFile(value: unknown, problems: readonly PathProblem[] = []): StampFile {
  const invalid = problems.map(({ path }) => path.map(String));
  const isValid = ({ path }: { path: YamlPath }) =>
    !invalid.some(found => path.every((key, index) => found[index] === String(key)));
  const { template, contains, publishing, once, only, answers } = asObject(value);
  return {
    version: String(asObject(template).version),
    contains: Array.isArray(contains) ? parts.filter(part => contains.includes(part)) : undefined,
    publishing: listOf(publishing).map(readPublishing).filter(isPresent).filter(isValid),
    once: listOf(once).map(readOnce).filter(isPresent).filter(isValid),
    only: listOf(only).map(readOnly).filter(isPresent).filter(isValid),
    answers: Object.entries(asObject(answers)).map(([field, places]) => ({
      field,
      path: ['answers', field],
      edits: listOf(places)
        .map((place, index) => readEdit(field, place, index))
        .filter(isPresent)
        .filter(isValid),
    })),
  };
}

function readPublishing(field: unknown, index: number): StampFile['publishing'][number] | undefined {
  if (typeof field !== 'string') return undefined;
  return { field, path: ['publishing', index] };
}

function readOnce(files: unknown, index: number): StampFile['once'][number] | undefined {
  if (typeof files !== 'string') return undefined;
  return { files, path: ['once', index] };
}

function readOnly(entry: unknown, index: number): StampFile['only'][number] | undefined {
  const { files, when, is } = asObject(entry);
  if (typeof files !== 'string' || typeof when !== 'string') return undefined;
  const only = { files, answer: when, path: ['only', index] };
  if (is === undefined) return only;
  return { ...only, is: is as NonNullable<Only['is']> };
}

function readEdit(answer: string, place: unknown, index: number): StampSpec['edits'][number] | undefined {
  const { file, at, document, token, value = WHOLE_ANSWER, otherwise } = asObject(place);
  if (typeof file !== 'string' || typeof value !== 'string') return undefined;
  const edit = {
    answer,
    file,
    form: value,
    path: ['answers', answer, index],
    ...(typeof otherwise === 'string' && { otherwise }),
  };
  if (typeof token === 'string' && token !== '') return { ...edit, token };
  if (typeof at !== 'string') return undefined;
  if (typeof document !== 'number') return { ...edit, at };
  return { ...edit, at, document };
}

/** The answers' places, without what only problems need. */
export function toStampSpec({ contains, publishing, once, only, answers }: StampFile): StampSpec {
  return {
    ...(contains && { contains }),
    edits: answers.flatMap(({ edits }) => edits),
    once: once.map(({ files }) => files),
    only: only.map(({ path: _path, ...entry }) => entry),
    publishing: publishing.map(({ field }) => field),
  };
}

/** Returns the files of the skeleton that are not stamped with these answers. */
export function unstampedFiles(
  only: readonly Only[],
  files: Iterable<string>,
  answers: Readonly<Record<string, unknown>>,
): string[] {
  const left = only.filter(({ answer, is }) => {
    if (is === undefined) return answers[answer] === undefined;
    return answers[answer] !== is;
  });
  return [...files].filter(file => left.some(entry => isAmong(file, entry.files)));
}

/** Whether a file is the given one, or is in the given folder. */
export function isAmong(file: string, files: string): boolean {
  if (files.endsWith('/')) return file.startsWith(files);
  return file === files;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const isPresent = <T>(value: T | undefined): value is T => value !== undefined;
