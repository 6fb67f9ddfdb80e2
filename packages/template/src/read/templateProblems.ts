import type { TemplateFolder } from './templateFolder.ts';
import { answerProblems, unusedFieldProblems } from './answerProblems.ts';
import { editProblems, identityProblems } from './editProblems.ts';
import { formProblems, specProblems } from './fileProblems.ts';
import { sampleProblems } from './sampleProblems.ts';
import { skeletonProblems } from './skeletonProblems.ts';
import type { TemplateProblem } from './templateProblem.ts';
import { valueProblems } from './valueProblems.ts';

/** Every problem that keeps the template from being stamped. Without stamp.yaml there is nothing to report. */
export function templateProblems(folder: TemplateFolder): TemplateProblem[] {
  return [
    ...specProblems(folder),
    ...formProblems(folder),
    ...answerProblems(folder),
    ...valueProblems(folder),
    ...unusedFieldProblems(folder),
    ...skeletonProblems(folder),
    ...editProblems(folder),
    ...identityProblems(folder),
    ...sampleProblems(folder),
  ];
}
