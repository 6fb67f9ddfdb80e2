import type { CostLine, CostReport } from '@goldpath/cost';
import type { Diagnostic } from '@goldpath/diagnostics';
import type { AnswerProblem, Answers } from '@goldpath/template';
import type { Plan } from './plan/plan.ts';

/** A part of a preview. They arrive in this order, each as soon as it is known. */
export type PreviewPart = FilesPart | InfrastructurePart | ChecksPart;

/** The repository as a value. */
export interface FilesPart {
  part: 'files';
  template: { id: string; version: string; title: string };
  /** the answers that are previewed */
  answers: Answers;
  /** the fields that have the sample's value, because they have no valid answer yet */
  assumed: string[];
  /** the problems of the given answers */
  problems: AnswerProblem[];
  /** by path */
  files: PreviewedFile[];
  plan: Plan;
}

/** A file of the repository. */
export interface PreviewedFile {
  path: string;
  /** bytes */
  size: number;
  /** compared with the skeleton; `added` files are not in it */
  state: 'same' | 'changed' | 'added';
  /** the answers that are written in it and differ from the sample */
  answers: string[];
  /** the lines that differ from the skeleton, from 1 */
  changedLines: number[];
}

/** The architecture and the monthly cost. */
export interface InfrastructurePart {
  part: 'infrastructure';
  /** none without an infrastructure program, or when it could not be executed: the checks have the reason */
  stages: PreviewedStage[];
  /** the date of the price list; undefined without stages */
  pricesOf?: string;
  /** the quantities that the program does not determine, by name */
  assumptions: CostReport['assumptions'];
  /** costs that are not included */
  leftOut: string[];
}

/** A stage of the infrastructure. */
export interface PreviewedStage {
  stage: string;
  region: string;
  /** the architecture as an SVG document */
  svg: string;
  currency: string;
  /** per month */
  total: number;
  lines: Pick<CostLine, 'group' | 'what' | 'monthly' | 'basis' | 'subject'>[];
  /** resources whose cost is not included, each with the reason */
  unpriced: { name: string; type: string; reason: string }[];
}

/** The result of `goldpath check`. */
export interface ChecksPart {
  part: 'checks';
  /** whether the scaffolder would refuse to publish */
  blocks: boolean;
  /** the number of subjects that follow their rule */
  passed: number;
  /** every other result */
  findings: Diagnostic[];
}
