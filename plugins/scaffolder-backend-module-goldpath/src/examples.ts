export { checkExamples } from './actions/check.ts';
export { publishLocalExamples } from './actions/publishLocal.ts';
export { stampExamples } from './actions/stamp.ts';
export { upgradeExamples } from './actions/upgrade.ts';
