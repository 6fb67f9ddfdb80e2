import { ignoreComment } from './findings/ignoreComment.ts';
import type { LintRule } from './rule.ts';
import { expressionRules } from './rules/expressions/expressionRules.ts';
import { formRules } from './rules/form/formRules.ts';
import { skeletonRules } from './rules/skeleton/skeletonRules.ts';
import { stampRules } from './rules/stamp/stampRules.ts';
import { stepRules } from './rules/steps/stepRules.ts';

/** Every rule about templates, grouped by the part of the template that it checks. */
export const lintRules: readonly LintRule[] = [
  ...formRules,
  ...stepRules,
  ...expressionRules,
  ...skeletonRules,
  ...stampRules,
  ignoreComment,
];
