import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Place, readText, type Scope, type SourceFile } from '@goldpath/diagnostics';
import { type Listed, listFiles } from '@goldpath/files';
import { type EditedPlace, type EditProblem, placeEdits } from '../stamp/placeEdits.ts';
import { type Answers, SKELETON_SAMPLE } from '../template.ts';
import { includesOf, pagesOf } from './form.ts';
import { type Form, mergeForm } from './mergeForm.ts';
import type { PathProblem } from './pathProblem.ts';
import { schemaProblems } from './schemaProblems.ts';
import { readStampFile, type StampFile } from './stampFile.ts';
import { type PlainYaml, readPlain } from './yamlFile.ts';

/** The file that stamping reads the form from. */
export const TEMPLATE_FILE = 'template.yaml';

/** The files of a template as they were read, valid or not. */
export interface TemplateFolder {
  /** stamp.yaml, when it exists */
  spec: PlainYaml | undefined;
  /** the violations of its schema */
  specProblems: PathProblem[];
  /** the valid part of stamp.yaml */
  stamp: StampFile;
  /** template.yaml */
  form: PlainYaml;
  /** the violations of its schema */
  formProblems: PathProblem[];
  /** its pages as one, when they are valid and do not include other files */
  merged: Form | undefined;
  samples: SampleFile[];
  /** the content of `skeleton/`, when it exists */
  skeleton: { files: SkeletonFile[]; irregular: (Listed & Place)[] } | undefined;
  /** the files that stamp.yaml edits, by path in the skeleton */
  edited: Map<string, { places: EditedPlace[]; problems: EditProblem[] }>;
}

/** A file of `samples/`. */
export interface SampleFile extends PlainYaml {
  /** without its extension */
  name: string;
}

/** A file of the skeleton. */
export interface SkeletonFile extends SourceFile {
  /** path in the skeleton, with forward slashes */
  relative: string;
}

/**
 * Reads everything that stamping needs from a template's folder, valid or not.
 *
 * @param templateFile - absolute path of template.yaml, which must exist
 * @param scope - the names of files in diagnostics, and their texts where they are not those on the disk
 */
export async function readTemplateFolder(templateFile: string, scope: Scope): Promise<TemplateFolder> {
  const dir = path.dirname(templateFile);
  const specFile = path.join(dir, 'stamp.yaml');
  const spec = isFile(specFile) ? readPlain(specFile, scope) : undefined;
  const form = readPlain(templateFile, scope);
  const [samples, skeleton] = await Promise.all([readSamples(dir, scope), readSkeleton(dir, scope)]);
  const specProblems = spec?.root ? schemaProblems('stamp.yaml', spec.root.value) : [];
  const formProblems = form.root ? schemaProblems('template.yaml', form.root.value) : [];
  const stamp = readStampFile(spec?.root?.value, specProblems);
  const canMerge =
    form.root && !formProblems.some(isAboutPages) && includesOf(pagesOf(form.root)).length === 0;
  return {
    spec,
    specProblems,
    stamp,
    form,
    formProblems,
    merged: canMerge
      ? mergeForm(
          form.root?.value,
          stamp.publishing.map(({ field }) => field),
        )
      : undefined,
    samples,
    skeleton,
    edited: placeAllEdits(stamp, skeleton?.files ?? [], answersInSkeleton(samples)),
  };
}

/** Whether a problem is about the pages of the form. */
export const isAboutPages = ({ path: [, key] }: PathProblem): boolean => key === 'parameters';

/** The readable answers of samples/skeleton.yaml. */
export function answersInSkeleton(samples: readonly SampleFile[]): Answers {
  const root = samples.find(({ name }) => name === SKELETON_SAMPLE)?.root;
  const answers = Object.create(null) as Answers;
  for (const { key, value } of root?.entries.values() ?? []) {
    if (value.kind === 'scalar' && value.value !== null) answers[key] = value.value as Answers[string];
  }
  return answers;
}

async function readSamples(dir: string, scope: Scope): Promise<SampleFile[]> {
  const folder = path.join(dir, 'samples');
  const entries = await readdir(folder).catch(() => []);
  return entries
    .filter(entry => entry.endsWith('.yaml') && isFile(path.join(folder, entry)))
    .sort()
    .map(entry => ({ ...readPlain(path.join(folder, entry), scope), name: path.basename(entry, '.yaml') }));
}

async function readSkeleton(dir: string, scope: Scope): Promise<TemplateFolder['skeleton']> {
  const root = path.join(dir, 'skeleton');
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const listed = await listFiles(root);
  const sourceOf = (relative: string): SourceFile => {
    const file = path.join(root, relative);
    return { path: file, file: scope.nameOf(file), text: '' };
  };
  return {
    files: listed
      .filter(({ kind }) => kind === 'file')
      .map(({ path: relative }) => {
        const source = sourceOf(relative);
        return { ...source, relative, text: readText(source.path, scope) };
      }),
    irregular: listed
      .filter(({ kind }) => kind !== 'file')
      .map(one => ({ ...one, source: sourceOf(one.path), start: 0 })),
  };
}

function placeAllEdits(
  { answers }: StampFile,
  files: readonly SkeletonFile[],
  sample: Answers,
): TemplateFolder['edited'] {
  const edits = Map.groupBy(
    answers.flatMap(answer => answer.edits),
    ({ file }) => file,
  );
  const edited: TemplateFolder['edited'] = new Map();
  for (const { relative, text } of files) {
    const own = edits.get(relative);
    if (own) edited.set(relative, placeEdits(text, own, sample));
  }
  return edited;
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
