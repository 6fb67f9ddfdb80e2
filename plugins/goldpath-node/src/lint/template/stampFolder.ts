import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type EditedPlace, type EditFault, placeEdits } from '../../stamp/editFile.ts';
import type { Fault, Path } from '../../template/fault.ts';
import { type Form, mergeForm } from '../../template/form.ts';
import { judgeFile } from '../../template/judge.ts';
import { readStampFile, type StampFile, toSpec } from '../../template/stampSpec.ts';
import { type Answers, SKELETON_SAMPLE } from '../../template/template.ts';
import { type Listed, listFiles } from '../../tree/listFiles.ts';
import {
  at,
  type Entry,
  type Located,
  readLocated,
  readText,
  type Scope,
  type SourceProblem,
} from '../source/located.ts';
import { type Place, positionOf, type SourceText } from '../source/sourceText.ts';
import type { LintTemplate } from './lintTemplate.ts';

/** The action that stamps. */
export const STAMP_ACTION = 'goldpath:stamp';

/** The file that stamping reads the form from. */
export const TEMPLATE_FILE = 'template.yaml';

/** What lies beside a template.yaml that `goldpath:stamp` works from. */
export interface StampFolder {
  /** stamp.yaml, if there is one */
  spec: PlainYaml | undefined;
  /** what its schema has against it */
  faults: Fault[];
  /** what of it is sound */
  stamp: StampFile;
  /** template.yaml as stamping reads it */
  form: PlainYaml;
  /** what is wrong with its pages as such */
  formFaults: Fault[];
  /** its pages as one, when they can be read and nothing of them is included from elsewhere */
  merged: Form | undefined;
  samples: StampSample[];
  /** what lies in `skeleton/`; nothing when there is no such folder */
  skeleton: { files: StampedFile[]; strays: (Listed & Place)[] } | undefined;
  /** the files that stamp.yaml edits, by path in the skeleton */
  edited: Map<string, { places: EditedPlace[]; faults: EditFault[] }>;
}

/** A YAML file as it lies: stamping follows no include and takes one document. */
export interface PlainYaml {
  source: SourceText;
  /** its value, when it can be read and is the only one */
  root: Located | undefined;
  /** what is wrong with its syntax */
  problems: SourceProblem[];
  /** where a second document begins */
  second: Located | undefined;
}

/** A file of `samples/`. */
export interface StampSample extends PlainYaml {
  /** without its ending */
  name: string;
}

/** A file of the skeleton. */
export interface StampedFile extends SourceText {
  /** path in the skeleton, posix slashes */
  relative: string;
}

/** Reads stamp.yaml and what it works on; nothing for templates of other kinds. */
export async function readStampFolder(
  template: LintTemplate,
  scope: Scope,
): Promise<StampFolder | undefined> {
  const dir = path.dirname(template.source.path);
  const file = path.join(dir, 'stamp.yaml');
  const isStamped = template.steps.some(({ action }) => action === STAMP_ACTION);
  const spec = isFile(file) ? readPlain(file, scope) : undefined;
  // others may call a file of theirs so too
  if (!isStamped && !spec?.source.text.includes('goldpath.dev/')) return undefined;

  const form = readPlain(template.source.path, scope);
  if (isBesideTemplateYaml(template.source.path)) return undefined;
  const samples = await readSamples(dir, scope);
  const skeleton = await readSkeleton(dir, scope);
  const root = spec?.root;
  const faults = root ? judgeFile('stamp.yaml', root.value) : [];
  const stamp = readSound(root, faults);
  const formFaults = form.root ? formFaultsOf(form.root) : [];
  const isWhole = form.root && formFaults.length === 0 && includesOf(formOf(form.root)).length === 0;
  return {
    spec,
    faults,
    stamp,
    form,
    formFaults,
    merged: isWhole ? mergeForm(form.root?.value, toSpec(stamp).stamp.publishing) : undefined,
    samples,
    skeleton,
    edited: placeAll(stamp, skeleton?.files ?? [], skeletonAnswers(samples)),
  };
}

/** The value below some keys, or the last key itself; the deepest of them that there is. */
export function placeOf(root: Located, keys: Path, isKey = false): Located | Entry {
  let place: Located | Entry = root;
  let node: Located | undefined = root;
  for (const key of keys) {
    const entry: Entry | undefined = node?.entries.get(String(key));
    node = entry?.value ?? node?.items[Number(key)];
    if (!node) break;
    place = entry && isKey ? entry : node;
  }
  return place;
}

/** The answers that stand in the skeleton, of those that can be read. */
export function skeletonAnswers(samples: readonly StampSample[]): Answers {
  const root = samples.find(({ name }) => name === SKELETON_SAMPLE)?.root;
  const answers: Answers = Object.create(null);
  for (const { key, value } of root?.entries.values() ?? []) {
    if (value.kind === 'scalar' && value.value !== null) answers[key] = value.value as Answers[string];
  }
  return answers;
}

/** What the form includes from other files: the portal follows it, and stamping does not. */
export function includesOf(node: Located | undefined): Entry[] {
  const [entry, second] = node?.entries.values() ?? [];
  if (entry && !second && /^\$(yaml|json|text)$/.test(entry.key)) return [entry];
  const below = [...[...(node?.entries.values() ?? [])].map(({ value }) => value), ...(node?.items ?? [])];
  return below.flatMap(includesOf);
}

/** The part of template.yaml that stamping reads. */
export function formOf(root: Located | undefined): Located | undefined {
  return at(root, 'spec', 'parameters') ?? at(root, 'spec');
}

/** What stamping asks of the form; the rest of template.yaml is the portal's own matter. */
function formFaultsOf(root: Located): Fault[] {
  return judgeFile('template.yaml', root.value).filter(({ path: keys }) => keys[1] === 'parameters');
}

/** Stamping reads the file of this name; it is looked at for itself. */
function isBesideTemplateYaml(file: string): boolean {
  return path.basename(file) !== TEMPLATE_FILE && isFile(path.join(path.dirname(file), TEMPLATE_FILE));
}

/** Reads a file as it lies. */
export function readPlain(file: string, scope: Scope): PlainYaml {
  const { source, documents, problems } = readLocated(file, scope, { includes: false });
  const empty: Located = {
    source,
    start: 0,
    end: 0,
    kind: 'scalar',
    value: null,
    entries: new Map(),
    items: [],
  };
  const [root = empty, second] = documents;
  return { source, root: second || problems.length > 0 ? undefined : root, problems, second };
}

/** What stamp.yaml says, without the entries that its schema has something against. */
function readSound(root: Located | undefined, faults: readonly Fault[]): StampFile {
  const file = readStampFile({
    value: root?.value,
    lineOf: keys => (root ? positionOf(placeOf(root, keys)).line : 1),
  });
  const faulty = faults.map(fault => fault.path.map(String));
  const isSound = ({ path: keys }: { path: Path }) =>
    !faulty.some(found => keys.every((key, index) => found[index] === String(key)));
  return {
    ...file,
    publishing: file.publishing.filter(isSound),
    only: file.only.filter(isSound),
    answers: file.answers.map(answer => ({ ...answer, edits: answer.edits.filter(isSound) })),
  };
}

async function readSamples(dir: string, scope: Scope): Promise<StampSample[]> {
  const folder = path.join(dir, 'samples');
  const entries = await readdir(folder).catch(() => []);
  return entries
    .filter(entry => entry.endsWith('.yaml') && isFile(path.join(folder, entry)))
    .sort()
    .map(entry => ({ ...readPlain(path.join(folder, entry), scope), name: path.basename(entry, '.yaml') }));
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

async function readSkeleton(dir: string, scope: Scope): Promise<StampFolder['skeleton']> {
  const root = path.join(dir, 'skeleton');
  const listed = await listFiles(root).catch(() => undefined);
  if (!listed) return undefined;
  const sourceOf = (relative: string): SourceText => {
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
    strays: listed
      .filter(({ kind }) => kind !== 'file')
      .map(one => ({ ...one, source: sourceOf(one.path), start: 0 })),
  };
}

function placeAll(stamp: StampFile, files: readonly StampedFile[], sample: Answers): StampFolder['edited'] {
  const { edits } = toSpec(stamp).stamp;
  const byFile = Map.groupBy(edits, ({ file }) => file);
  return new Map(
    files.flatMap(({ relative, text }) => {
      const own = byFile.get(relative);
      return own ? [[relative, placeEdits(text, own, sample)] as const] : [];
    }),
  );
}
