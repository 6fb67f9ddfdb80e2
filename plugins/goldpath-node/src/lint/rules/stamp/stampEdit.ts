import { compareWithSkeleton } from '../../../template/stampSpec.ts';
import { obviouslyMeant } from '../../../answers/nearest.ts';
import type { EditFault } from '../../../stamp/editFile.ts';
import type { LintRule, Report } from '../../rule.ts';
import { at, type Located } from '../../source/located.ts';
import type { StampFolder } from '../../template/stampFolder.ts';
import { changedExample, soundExample } from './example.ts';
import { asSentence, EFFECT, toReport } from './faults.ts';

/** What stamp.yaml names is in the skeleton. */
export const stampEdit: LintRule = {
  id: 'stamp-edit',
  title: 'Each edit of stamp.yaml finds its place in the skeleton.',
  why: 'An edit that finds nothing to write to would leave the sample there: goldpath:stamp refuses the template.',
  severity: 'error',
  example: {
    bad: changedExample('stamp.yaml', 'at: /name', 'at: /title'),
    good: soundExample(),
  },
  check({ stamped }) {
    if (!stamped?.spec?.root || !stamped.skeleton?.files.length) return [];
    const { root } = stamped.spec;
    const files = stamped.skeleton.files.map(({ relative }) => relative);
    return [
      ...compareWithSkeleton(stamped.stamp, files).map(fault => toReport(root, fault)),
      ...astray(stamped, root, files),
      ...[...stamped.edited.entries()].flatMap(([file, { faults }]) => ofFile(stamped, root, file, faults)),
    ];
  },
};

/** Edits of files that are not there. */
function astray({ stamp }: StampFolder, root: Located, files: readonly string[]): Report[] {
  const edits = stamp.answers.flatMap(answer => answer.edits).filter(({ file }) => !files.includes(file));
  return edits.map(({ file, path }) => {
    const meant = obviouslyMeant(file, files);
    const message = `skeleton/${file} does not exist, or its .gitignore excludes it`;
    const remedy = 'correct the path';
    return toReport(root, {
      path: [...path, 'file'],
      message,
      remedy,
      ...(meant !== undefined && { meant }),
    });
  });
}

function ofFile({ skeleton }: StampFolder, root: Located, file: string, faults: EditFault[]): Report[] {
  const broken = faults.find(({ nowhere }) => nowhere?.part === 'file');
  const source = skeleton?.files.find(({ relative }) => relative === file);
  // one fault, however many edits meet it
  if (broken?.nowhere?.offset !== undefined && source) {
    return [
      {
        at: { source, start: broken.nowhere.offset },
        message: `skeleton/${file} ${broken.message}, and stamp.yaml edits it: ${EFFECT}`,
        fix: asSentence(broken.remedy),
      },
    ];
  }
  return faults
    .filter(({ kind }) => kind !== 'sample')
    .map(({ edit, message, remedy, nowhere }) => {
      const path = nowhere && at(root, ...edit.path, nowhere.part) ? [...edit.path, nowhere.part] : edit.path;
      const meant = nowhere?.meant;
      return toReport(root, {
        path,
        message: `skeleton/${file} ${message}`,
        remedy,
        ...(meant !== undefined && { meant }),
      });
    });
}
