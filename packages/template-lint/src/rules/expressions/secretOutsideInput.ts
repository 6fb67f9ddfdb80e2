import { placeIn } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import type { Rendered } from '../../template/lintTemplate.ts';
import { absentEffect } from './effect.ts';

/** Secrets are read where the portal provides them. */
export const secretOutsideInput: LintRule = {
  id: 'secret-outside-input',
  title: 'Secrets are read in the input of steps, and not in their `if` or in the output.',
  why: 'The portal provides secrets only to the input and the `each` of a step. Anywhere else they are silently empty.',
  severity: 'error',
  example: {
    incorrect: 'steps:\n  - { id: log, action: debug:log, if: "${{ environment.secrets.TOKEN }}" }\n',
    correct:
      'steps:\n  - { id: log, action: debug:log, input: { message: "${{ environment.secrets.TOKEN }}" } }\n',
  },
  check: ({ template }) => template.rendered.filter(hasNoSecrets).flatMap(reportsOf),
};

function reportsOf(rendered: Rendered): Report[] {
  let fix = 'Remove it; a secret must not be shown.';
  if (rendered.in === 'if') fix = 'Use a parameter in the condition, or let the action decide by its input.';
  return rendered.expression.references
    .filter(({ root, keys }) => root === 'secrets' || (root === 'environment' && keys[0] === 'secrets'))
    .map(({ root, keys, offset }) => ({
      at: placeIn(rendered.node, offset),
      message: `${[root, ...keys].join('.')} is always empty here: the portal provides secrets only to the input of steps. ${absentEffect(rendered)}`,
      fix,
    }));
}

/** The `if` of a step with `each` is rendered with its input, and has secrets. */
function hasNoSecrets({ in: where, step }: Rendered): boolean {
  return where === 'output' || (where === 'if' && !step?.hasEach);
}
