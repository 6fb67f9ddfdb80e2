import { portableNameProblem } from '../answers/portableName.ts';
import type { SkeletonFile, TemplateFolder } from './templateFolder.ts';
import type { TemplateProblem } from './templateProblem.ts';

/** The skeleton is missing, empty, or has files that cannot be copied, or not be checked out on Windows. */
export function skeletonProblems({ spec, skeleton }: TemplateFolder): TemplateProblem[] {
  if (!spec) return [];
  if (!skeleton || skeleton.files.length + skeleton.irregular.length === 0) {
    const problem = skeleton ? 'has no files' : 'is missing';
    return [
      {
        rule: 'stamp-skeleton',
        at: { source: spec.source, start: spec.root?.start ?? 0 },
        message: `The folder skeleton/ ${problem}.`,
        fix: 'Add the project to stamp as skeleton/.',
      },
    ];
  }
  const irregular = skeleton.irregular.map((entry): TemplateProblem => ({
    rule: 'stamp-skeleton',
    at: entry,
    message: `skeleton/${entry.path} is ${entry.kind === 'link' ? 'a symbolic link' : 'not a regular file'}.`,
    fix: 'Replace it with a regular file.',
  }));
  return [...irregular, ...skeleton.files.flatMap(nameProblems)];
}

function nameProblems(file: SkeletonFile): TemplateProblem[] {
  const names = file.relative.split('/');
  const problem = names.map(portableNameProblem).find(found => found !== undefined);
  if (problem === undefined) return [];
  return [
    {
      rule: 'stamp-skeleton',
      at: { source: file, start: 0 },
      message: `skeleton/${file.relative} cannot be checked out on Windows: a name in it ${problem}.`,
      fix: 'Rename it.',
    },
  ];
}
