export { isProgress, type Progress, type RingId } from './ring.ts';
export type { RingResult } from './runRings.ts';
export { testTemplate, type TestOptions } from './testTemplate.ts';
export { updateDescription } from './stamped/staleDescription.ts';
export {
  compareTemplates,
  type RecordedAnswers,
  type ServiceChange,
  type TemplateChange,
} from './release/compareTemplates.ts';
export { describePlan } from './release/describeChange.ts';
export { ReleaseError } from './release/repository.ts';
export { incompatibilities } from './release/incompatibilities.ts';
export { planRelease, type ReleasePlan } from './release/planRelease.ts';
export { makeRelease, prepareRelease, type PreparedRelease } from './release/release.ts';
export { type Released } from './release/lastRelease.ts';
export type { Level } from './release/version.ts';
