import { at } from '@goldpath/diagnostics';
import type { LintRule } from '../../rule.ts';

/** Ids of steps are unique. */
export const duplicateStepId: LintRule = {
  id: 'duplicate-step-id',
  title: 'Each step has a unique id.',
  why: 'The later step overwrites the output of the earlier one, and the log of the task shows both as one.',
  severity: 'error',
  example: {
    incorrect: 'steps:\n  - { id: log, action: debug:log }\n  - { id: log, action: debug:log }\n',
    correct: 'steps:\n  - { id: log, action: debug:log }\n  - { id: log-again, action: debug:log }\n',
  },
  check({ template: { steps } }) {
    const earlierOf = (id: string, index: number) =>
      steps.slice(0, index).findIndex(earlier => earlier.id === id);
    return steps
      .map(({ id, node, index }) => ({ id, node, earlier: earlierOf(id, index) }))
      .filter(({ earlier }) => earlier !== -1)
      .map(({ id, node, earlier }) => ({
        at: at(node, 'id') ?? node,
        message: `Step ${earlier + 1} also has the id ${id}, so expressions with steps['${id}'] read the output of the later one.`,
        fix: 'Give one of them another id, and use it in the expressions that read that step.',
      }));
  },
};
