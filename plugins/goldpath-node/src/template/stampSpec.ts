import { obviouslyMeant } from '../answers/nearest.ts';
import type { YamlFile } from '../source/readYaml.ts';
import { asObject, type Fault, type Path } from './fault.ts';
import type { Form } from './form.ts';
import stampSchema from './stamp.schema.json' with { type: 'json' };
import type { Only, StampSpec } from './template.ts';

/** What stamp.yaml says; of an unsound one, what can be read. */
export interface StampFile {
  version: string;
  publishing: { field: string; path: Path }[];
  only: (Only & { path: Path })[];
  answers: { field: string; path: Path; edits: StampSpec['edits'] }[];
}

const { default: WHOLE_ANSWER } = stampSchema.definitions.edit.properties.value;

/** Reads stamp.yaml; what its schema refuses is left out. */
export function readStampFile(yaml: Pick<YamlFile, 'value' | 'lineOf'>): StampFile {
  const { template, publishing, only, answers } = asObject(yaml.value);
  return {
    version: String(asObject(template).version),
    publishing: listOf(publishing).flatMap((field, index) =>
      typeof field === 'string' ? { field, path: ['publishing', index] } : [],
    ),
    only: listOf(only).flatMap((entry, index) => {
      const { files, when, is } = asObject(entry);
      const isSound = typeof files === 'string' && typeof when === 'string';
      return isSound ? { files, answer: when, is: is as Only['is'], path: ['only', index] } : [];
    }),
    answers: Object.entries(asObject(answers)).map(([field, places]) => ({
      field,
      path: ['answers', field],
      edits: listOf(places).flatMap((place, index) => readEdit(yaml, field, place, index) ?? []),
    })),
  };
}

function readEdit(
  { lineOf }: Pick<YamlFile, 'lineOf'>,
  answer: string,
  place: unknown,
  index: number,
): StampSpec['edits'][number] | undefined {
  const { file, at, document, token, value = WHOLE_ANSWER, otherwise } = asObject(place);
  if (typeof file !== 'string' || typeof value !== 'string') return undefined;
  const path = ['answers', answer, index];
  const edit = { answer, file, form: value, path, line: lineOf(path) };
  const fallback = typeof otherwise === 'string' ? { otherwise } : {};
  if (typeof token === 'string' && token !== '') return { ...edit, ...fallback, token };
  if (typeof at !== 'string') return undefined;
  return { ...edit, ...fallback, at, ...(typeof document === 'number' && { document }) };
}

/** The version that stamp.yaml gives the template, and where the answers go. */
export function toSpec({ version, publishing, only, answers }: StampFile): {
  version: string;
  stamp: StampSpec;
} {
  return {
    version,
    stamp: {
      edits: answers.flatMap(({ edits }) => edits),
      only: only.map(({ files, answer, is }) => ({ files, answer, is })),
      publishing: publishing.map(({ field }) => field),
    },
  };
}

/** The fields of the form that stamp.yaml does not know: they go nowhere. */
export function unusedFields(
  { publishing, only, answers }: StampFile,
  { schema }: Form,
): (Fault & { field: string })[] {
  const used = new Set([
    ...[...answers, ...publishing].map(({ field }) => field),
    ...only.map(({ answer }) => answer),
  ]);
  return Object.keys(schema.properties)
    .filter(field => !used.has(field))
    .map(field => ({
      field,
      path: ['answers'],
      message: `"${field}" of the form goes nowhere`,
      remedy: 'say where, or list it under publishing',
    }));
}

/** What stamp.yaml says of answers that the form does not give: each is asked there, and goes somewhere or publishes. */
export function compareWithForm(file: StampFile, form: Form): Fault[] {
  const { properties, required } = form.schema;
  const unused = unusedFields(file, form).map(({ field }) => field);
  const publishing = new Set(file.publishing.map(({ field }) => field));
  const unasked = (field: string, place: Pick<Fault, 'path' | 'isKey'>, candidates = unused): Fault => {
    const meant = obviouslyMeant(field, candidates);
    const message = `the form in template.yaml does not ask "${field}"`;
    const remedy = `it asks ${Object.keys(properties).join(', ')}`;
    return { ...place, message, remedy, ...(meant !== undefined && { meant }) };
  };
  const isAsked = (field: string) => Object.hasOwn(properties, field);

  return [
    ...file.answers.flatMap(({ field, path, edits }): Fault[] => {
      const place = { path, isKey: true };
      if (!isAsked(field)) return [unasked(field, place)];
      if (publishing.has(field)) {
        return [{ ...place, message: `"${field}" is listed under publishing too`, remedy: 'keep one' }];
      }
      if (required.includes(field) || edits.every(({ otherwise }) => otherwise !== undefined)) return [];
      const remedy =
        'make it required in template.yaml, or say with "otherwise" what stands there without it';
      return [{ ...place, message: `"${field}" goes into files`, remedy }];
    }),
    ...file.publishing.flatMap(({ field, path }) => (isAsked(field) ? [] : [unasked(field, { path })])),
    ...file.only.flatMap(({ answer, path }): Fault[] => {
      const place = { path: [...path, 'when'] };
      if (!isAsked(answer)) return [unasked(answer, place, Object.keys(properties))];
      if (required.includes(answer)) return [];
      const remedy = 'make it required in template.yaml';
      return [{ ...place, message: `"${answer}" decides on files`, remedy }];
    }),
  ];
}

/** The entries of `only` that no file of the skeleton fits. */
export function compareWithSkeleton({ only }: StampFile, skeleton: readonly string[]): Fault[] {
  return only
    .filter(({ files }) => !skeleton.some(file => isAmong(file, files)))
    .map(({ files, path }) => {
      const meant = obviouslyMeant(files, [...skeleton, ...foldersOf(skeleton)]);
      const message = `skeleton/${files} does not exist`;
      const remedy = 'correct the path';
      return { path: [...path, 'files'], message, remedy, ...(meant !== undefined && { meant }) };
    });
}

/** Whether a file is the one that is named, or lies in the folder that is. */
export function isAmong(file: string, files: string): boolean {
  return files.endsWith('/') ? file.startsWith(files) : file === files;
}

function foldersOf(files: readonly string[]): Set<string> {
  const parents = (file: string) => file.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
  return new Set(files.flatMap(parents).flatMap(folder => (folder === '' ? [] : `${folder}/`)));
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
