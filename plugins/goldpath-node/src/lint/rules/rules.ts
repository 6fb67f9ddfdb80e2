import type { LintRule } from '../rule.ts';
import { expressionRules } from './expressions/rules.ts';
import { formRules } from './form/rules.ts';
import { skeletonRules } from './skeleton/rules.ts';
import { stampRules } from './stamp/rules.ts';
import { stepRules } from './steps/rules.ts';

/** Every rule about templates, by what it looks at. */
export const lintRules: readonly LintRule[] = [
  ...formRules,
  ...stepRules,
  ...expressionRules,
  ...skeletonRules,
  ...stampRules,
];
