import type { TemplateProblem, TemplateRule } from '@goldpath/template';
import type { LintContext } from '../../rule.ts';

/** The check of a rule that goldpath:stamp enforces too: the problems that it would refuse the template for. */
export function problemsOf(rule: TemplateRule): (context: LintContext) => TemplateProblem[] {
  return ({ stamped }) => stamped?.problems.filter(problem => problem.rule === rule) ?? [];
}
