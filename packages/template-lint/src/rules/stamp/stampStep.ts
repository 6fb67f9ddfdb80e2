import { at } from '@goldpath/diagnostics';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import type { Step } from '../../template/lintTemplate.ts';
import { STAMP_ACTION, type StampedTemplate } from '../../template/stampedTemplate.ts';
import { changedExample, validExample } from './example.ts';

/** The action that checks a stamped repository. */
export const CHECK_ACTION = 'goldpath:check';

/** A stamped service is checked before it is published. */
export const stampStep: LintRule = {
  id: 'stamp-step',
  title: 'The steps stamp with every answer, and check the stamped service before they publish it.',
  why: 'Only the order of the steps prevents a service that breaks a rule from being published.',
  severity: 'error',
  example: {
    incorrect: changedExample(
      'template.yaml',
      '    - id: check\n      name: Check\n      action: goldpath:check\n',
      '',
    ),
    correct: validExample(),
  },
  check({ template, stamped }) {
    const isKnown = at(template.spec, 'steps')?.kind === 'seq' && !template.hasUnknownSteps;
    if (!stamped || !isKnown) return [];
    const stamps = template.steps.filter(({ action }) => action === STAMP_ACTION);
    if (stamps.length === 0) return [neverStamped(template)];
    return [
      ...stamps.flatMap(step => [...unknownFolder(step, stamped), ...lostAnswers(step, stamped)]),
      ...template.steps.flatMap(step => unchecked(step, template.steps)),
    ];
  },
};

function neverStamped({ spec, root }: LintContext['template']): Report {
  return {
    at: spec?.entries.get('steps') ?? spec ?? root,
    message: `No step calls ${STAMP_ACTION}, so stamp.yaml and the skeleton are never used.`,
    fix: `Add a step with action: ${STAMP_ACTION} and input: { answers: \${{ parameters }} }.`,
  };
}

function unknownFolder({ node, input }: Step, { spec }: StampedTemplate): Report[] {
  if (spec || input?.entries.has('template') || input?.kind === 'unknown') return [];
  return [
    {
      at: at(node, 'action') ?? node,
      message: `${STAMP_ACTION} reads stamp.yaml beside template.yaml, which does not exist, so the step fails.`,
      fix: 'Add stamp.yaml, or set the folder of another template as input.template.',
    },
  ];
}

/** A step that lists its answers passes only those. */
function lostAnswers({ input }: Step, { merged, stamp }: StampedTemplate): Report[] {
  const given = input?.entries.get('answers');
  if (given?.value.kind !== 'map' || !merged || input?.entries.has('template')) return [];
  const { properties, required } = merged.schema;
  const passed = given.value.entries;
  const used = new Set(stamp.answers.map(({ field }) => field));
  const lost = Object.keys(properties).filter(
    field => !passed.has(field) && (required.includes(field) || used.has(field)),
  );
  const unknown = [...passed.values()].filter(({ key }) => !Object.hasOwn(properties, key));
  return [
    ...lost.map(field => {
      const effect = required.includes(field) ? `${STAMP_ACTION} refuses every task` : 'it is never stamped';
      return {
        at: given,
        message: `The step does not pass the answer to "${field}", so ${effect}.`,
        fix: 'Write answers: ${{ parameters }}, which passes all of them.',
      };
    }),
    ...unknown.map(entry => ({
      at: entry,
      message: `The form does not ask for "${entry.key}", so ${STAMP_ACTION} refuses every task.`,
      fix: 'Write answers: ${{ parameters }}, which passes the answers of the form.',
    })),
  ];
}

function unchecked(step: Step, steps: readonly Step[]): Report[] {
  if (!step.action || !isPublishing(step.action)) return [];
  const stamped = steps.findIndex(({ action }) => action === STAMP_ACTION);
  const checks = steps.filter(
    ({ action, index }) => action === CHECK_ACTION && index > stamped && index < step.index,
  );
  const report = {
    at: at(step.node, 'action') ?? step.node,
    fix: `Put a step with action: ${CHECK_ACTION} before it, without an if.`,
  };
  if (checks.length === 0)
    return [
      { ...report, message: `${step.action} publishes a service that was not checked after stamping.` },
    ];
  const isCertain = checks.some(({ condition }) => !condition || condition.value === step.condition?.value);
  if (isCertain) return [];
  const message = `${step.action} publishes an unchecked service when the if of the step "${checks[0]?.id}" skips it.`;
  return [{ ...report, message, severity: 'unknown' }];
}

/** publish:github, goldpath:publish:local, github:repo:push */
function isPublishing(action: string): boolean {
  return /(^|:)publish(:|$)|:repo:push$/.test(action);
}
