import type { TemplateFolder } from './templateFolder.ts';
import type { TemplateProblem } from './templateProblem.ts';

/** The skeleton is missing, empty, or has files that cannot be copied. */
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
  return skeleton.irregular.map(entry => ({
    rule: 'stamp-skeleton',
    at: entry,
    message: `skeleton/${entry.path} is ${entry.kind === 'link' ? 'a symbolic link' : 'not a regular file'}.`,
    fix: 'Replace it with a regular file.',
  }));
}
