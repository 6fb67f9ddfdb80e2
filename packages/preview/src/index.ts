export { completeAnswers, type CompletedAnswers } from './completeAnswers.ts';
export { completePreview, type CompletePreview } from './completePreview.ts';
export { toHtml } from './format/html.ts';
export { toText } from './format/text.ts';
export type { Plan, PlannedSetting, PlannedStep } from './plan/plan.ts';
export { inspect, preview, type PreviewOptions } from './preview.ts';
export { PreviewHost } from './PreviewHost.ts';
export { previewFile } from './previewFiles.ts';
export type {
  ChecksPart,
  FilesPart,
  InfrastructurePart,
  PreviewedFile,
  PreviewedStage,
  PreviewPart,
} from './previewPart.ts';
