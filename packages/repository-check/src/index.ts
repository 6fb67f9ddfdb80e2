export { allRules } from './allRules.ts';
export type { Check, CheckOptions, Repository } from './check.ts';
export { checkRepository } from './checkRepository.ts';
export { checks } from './checks.ts';
export { validateEntity } from './validateEntity.ts';
export { workflowsCheck } from './workflows.ts';
