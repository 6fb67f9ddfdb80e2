import type { LintRule } from '../../rule.ts';
import { at } from '../../source/located.ts';

/** Steps have ids of their own. */
export const duplicateStepId: LintRule = {
  id: 'duplicate-step-id',
  title: 'Each step has an id of its own.',
  why: 'The later step writes its output over that of the earlier one, and the log of the task shows both as one.',
  severity: 'error',
  example: {
    bad: 'steps:\n  - { id: log, action: debug:log }\n  - { id: log, action: debug:log }\n',
    good: 'steps:\n  - { id: log, action: debug:log }\n  - { id: log-again, action: debug:log }\n',
  },
  check({ template: { steps } }) {
    const first = new Map<string, number>();
    return steps.flatMap(({ id, node, index }) => {
      const earlier = first.get(id);
      if (earlier === undefined) {
        first.set(id, index);
        return [];
      }
      return {
        at: at(node, 'id') ?? node,
        message: `Step ${earlier + 1} has the id ${id} too: expressions that read steps['${id}'] get the output of the later one.`,
        fix: 'Give one of them another id, and read from the one that is meant.',
      };
    });
  },
};
