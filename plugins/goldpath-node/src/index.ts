export { nearest } from './answers/nearest.ts';
export { parseAnswers, type ParsedAnswers } from './answers/parseAnswers.ts';
export { validateAnswers } from './answers/validateAnswers.ts';
export { type CheckReport, checkRepository, isBlocking } from './check/checkRepository.ts';
export { type ReportFormat, reportFormats, writeReport } from './check/report/format.ts';
export { formatReport } from './check/report/text.ts';
export { type RuleDescription, ruleDescriptions } from './check/rules.ts';
export { AssumptionError, usualAssumptions } from './cost/assumptions.ts';
export { type CostOptions, costProgram } from './cost/costProgram.ts';
export { type CostFormat, writeCost } from './cost/format/format.ts';
export type { Assumption, CostLine, CostReport, StageCost, Unpriced } from './cost/report.ts';
export { describeFolder, describeProgram, DESCRIPTION_FOLDER } from './describe/describeProgram.ts';
export type { Drawing } from './diagram/drawing.ts';
export { type DrawnStage, drawProgram } from './diagram/drawProgram.ts';
export { toMermaid } from './diagram/mermaid.ts';
export { toSvg } from './diagram/svg.ts';
export {
  type AnswerProblem,
  AnswersError,
  FolderError,
  TemplateError,
  type TemplateProblem,
} from './errors.ts';
export { localRepositoriesRoot } from './localRepositories.ts';
export { type Manifest, MANIFEST_PATH } from './stamp/manifest.ts';
export { stampTree } from './stamp/stampTree.ts';
export { loadTemplate } from './template/loadTemplate.ts';
export type { Answers, PointerEdit, Sample, StampSpec, Template, TokenEdit } from './template/template.ts';
export type { Tree, TreeFile } from './tree/tree.ts';
export { writeTree } from './tree/writeTree.ts';
