import { at, type Located, certainMatch } from '@goldpath/diagnostics';
import type { EditProblem } from '../stamp/placeEdits.ts';
import type { PathProblem } from './pathProblem.ts';
import { isAmong, type StampFile } from './stampFile.ts';
import type { TemplateFolder } from './templateFolder.ts';
import { asSentence, locate, type TemplateProblem } from './templateProblem.ts';
import { placeOf } from './yamlFile.ts';

/** stamp.yaml names files or places that are not in the skeleton. */
export function editProblems(folder: TemplateFolder): TemplateProblem[] {
  const { spec, skeleton, stamp, edited } = folder;
  const root = spec?.root;
  if (!root || !skeleton?.files.length) return [];
  const files = skeleton.files.map(({ relative }) => relative);
  const missing = [...missingListedFiles(stamp, files), ...missingEditedFiles(stamp, files)];
  return [
    ...missing.map(problem => locate('stamp-edit', root, problem)),
    ...[...edited].flatMap(([file, { problems }]) => problemsOfFile(folder, root, file, problems)),
  ];
}

/** The skeleton and samples/skeleton.yaml have different values at the place of an edit. */
export function identityProblems({ spec, edited }: TemplateFolder): TemplateProblem[] {
  const root = spec?.root;
  if (!root) return [];
  return [...edited.values()]
    .flatMap(({ problems }) => problems)
    .filter(({ kind }) => kind === 'sample')
    .map(({ edit, message, fix }) => ({
      rule: 'stamp-identity',
      at: placeOf(root, edit.path),
      message: `skeleton/${edit.file} ${message}.`,
      fix: asSentence(fix),
    }));
}

function missingListedFiles({ once, only }: StampFile, skeleton: readonly string[]): PathProblem[] {
  const conditional = only.map(({ files, path }) => ({ files, path: [...path, 'files'] }));
  return [...conditional, ...once]
    .filter(({ files }) => !skeleton.some(file => isAmong(file, files)))
    .map(({ files, path }) =>
      missingFile(`skeleton/${files} does not exist`, path, files, [...skeleton, ...foldersOf(skeleton)]),
    );
}

function missingEditedFiles({ answers }: StampFile, skeleton: readonly string[]): PathProblem[] {
  return answers
    .flatMap(({ edits }) => edits)
    .filter(({ file }) => !skeleton.includes(file))
    .map(({ file, path }) => {
      const message = `skeleton/${file} does not exist, or its .gitignore excludes it`;
      return missingFile(message, [...path, 'file'], file, skeleton);
    });
}

function missingFile(
  message: string,
  path: PathProblem['path'],
  file: string,
  candidates: readonly string[],
): PathProblem {
  const problem: PathProblem = { path, message, fix: 'correct the path' };
  const suggestion = certainMatch(file, candidates);
  if (suggestion === undefined) return problem;
  return { ...problem, suggestion };
}

function problemsOfFile(
  { skeleton }: TemplateFolder,
  root: Located,
  file: string,
  problems: readonly EditProblem[],
): TemplateProblem[] {
  const broken = problems.find(({ miss }) => miss?.part === 'file')?.miss;
  const source = skeleton?.files.find(({ relative }) => relative === file);
  // one problem, no matter how many edits are in the file
  if (broken?.offset !== undefined && source) {
    return [
      {
        rule: 'stamp-edit',
        at: { source, start: broken.offset },
        message: `skeleton/${file} ${broken.message}, and stamp.yaml edits it.`,
        fix: asSentence(broken.fix),
      },
    ];
  }
  return problems
    .filter(({ kind }) => kind !== 'sample')
    .map(({ edit, message, fix, miss }) => {
      const path = miss && at(root, ...edit.path, miss.part) ? [...edit.path, miss.part] : edit.path;
      const problem: PathProblem = { path, message: `skeleton/${file} ${message}`, fix };
      if (miss?.suggestion !== undefined) problem.suggestion = miss.suggestion;
      return locate('stamp-edit', root, problem);
    });
}

function foldersOf(files: readonly string[]): Set<string> {
  const parents = (file: string) => file.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
  const folders = files.flatMap(parents).filter(folder => folder !== '');
  return new Set(folders.map(folder => `${folder}/`));
}
