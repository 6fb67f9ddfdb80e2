import type { LintRule } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import type { Rendered } from '../../template/lintTemplate.ts';
import { absentEffect } from './effect.ts';

/** Secrets are read where the portal gives them. */
export const secretOutsideInput: LintRule = {
  id: 'secret-outside-input',
  title: 'Secrets are read in the input of steps, and not in their `if` or in the output.',
  why: 'The portal gives secrets to nothing but the input of a step and its `each`. Anywhere else they are empty, and nobody is told.',
  severity: 'error',
  example: {
    bad: 'steps:\n  - { id: log, action: debug:log, if: "${{ secrets.TOKEN }}" }\n',
    good: 'steps:\n  - { id: log, action: debug:log, input: { message: "${{ secrets.TOKEN }}" } }\n',
  },
  check: ({ template }) =>
    template.rendered.filter(isWithoutSecrets).flatMap(one =>
      one.expression.references
        .filter(({ root, keys }) => root === 'secrets' || (root === 'environment' && keys[0] === 'secrets'))
        .map(({ root, keys, offset }) => ({
          at: placeIn(one.node, offset),
          message: `${[root, ...keys].join('.')} is always empty here: the portal gives secrets to the input of steps only. ${absentEffect(one)}`,
          fix:
            one.in === 'if'
              ? 'Decide by a parameter, or let the action decide by its input.'
              : 'Remove it; a secret is not to be shown.',
        })),
    ),
};

/** The `if` of a step with `each` is rendered with its input. */
function isWithoutSecrets({ in: where, step }: Rendered): boolean {
  return where === 'output' || (where === 'if' && !step?.hasEach);
}
