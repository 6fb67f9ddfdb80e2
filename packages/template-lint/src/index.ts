export type { Action } from './actions/actions.ts';
export { ActionsError, parseActions } from './actions/parseActions.ts';
export { editorSchema } from './editor/editorSchema.ts';
export { explainMarkdown, explainText } from './explain.ts';
export type { SkippedFile } from './discover.ts';
export {
  applyBaseline,
  type BaselineEntry,
  baselineOf,
  type BaselineResult,
  formatBaseline,
  parseBaseline,
} from './findings/baseline.ts';
export {
  CONFIG_FILE,
  type Level,
  type LintConfig,
  lintConfigSchema,
  LintFileError,
  parseLintConfig,
} from './findings/lintConfig.ts';
export { type FileChange, fix, type FixResult } from './fix.ts';
export { lint, type LintOptions, type LintReport } from './lint.ts';
export { lintRules } from './lintRules.ts';
export type { Example, LintContext, LintRule, Report } from './rule.ts';
export { unifiedDiff } from './unifiedDiff.ts';
