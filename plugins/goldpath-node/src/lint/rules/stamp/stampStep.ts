import type { LintContext, LintRule, Report } from '../../rule.ts';
import { at } from '../../source/located.ts';
import type { Step } from '../../template/lintTemplate.ts';
import { STAMP_ACTION, type StampFolder } from '../../template/stampFolder.ts';
import { changedExample, soundExample } from './example.ts';

const CHECK_ACTION = 'goldpath:check';

/** What is stamped is checked, and only then published. */
export const stampStep: LintRule = {
  id: 'stamp-step',
  title: 'The steps stamp with every answer, and check what was stamped before they publish it.',
  why: 'The order of the steps is all that keeps a service that breaks a rule from being published.',
  severity: 'error',
  example: {
    bad: changedExample(
      'template.yaml',
      '    - id: check\n      name: Check\n      action: goldpath:check\n',
      '',
    ),
    good: soundExample(),
  },
  check({ template, stamped }) {
    const isKnown = at(template.spec, 'steps')?.kind === 'seq' && !template.hasUnknownSteps;
    if (!stamped || !isKnown) return [];
    const stamps = template.steps.filter(({ action }) => action === STAMP_ACTION);
    return [
      ...(stamps.length === 0 ? [neverStamped(template)] : []),
      ...stamps.flatMap(step => [...unknownFolder(step, stamped), ...lostAnswers(step, stamped)]),
      ...(stamps.length > 0 ? template.steps.flatMap(step => unchecked(step, template.steps)) : []),
    ];
  },
};

function neverStamped({ spec, root }: LintContext['template']): Report {
  return {
    at: spec?.entries.get('steps') ?? spec ?? root,
    message: `no step calls ${STAMP_ACTION}: stamp.yaml and the skeleton are never used`,
    fix: `Add a step with action: ${STAMP_ACTION} and input: { answers: \${{ parameters }} }.`,
  };
}

function unknownFolder({ node, input }: Step, { spec }: StampFolder): Report[] {
  if (spec || input?.entries.has('template') || input?.kind === 'unknown') return [];
  return [
    {
      at: at(node, 'action') ?? node,
      message: `${STAMP_ACTION} works from stamp.yaml beside template.yaml, which does not exist: the step fails`,
      fix: 'Write stamp.yaml, or name the folder of another template with input.template.',
    },
  ];
}

/** Answers that a step passes one by one are those that it names, and no others. */
function lostAnswers({ input }: Step, { merged, stamp }: StampFolder): Report[] {
  const given = input?.entries.get('answers');
  if (given?.value.kind !== 'map' || !merged || input?.entries.has('template')) return [];
  const { properties, required } = merged.schema;
  const passed = given.value.entries;
  const used = new Set(stamp.answers.map(({ field }) => field));
  const lost = Object.keys(properties).filter(
    field => !passed.has(field) && (required.includes(field) || used.has(field)),
  );
  const unasked = [...passed.values()].filter(({ key }) => !Object.hasOwn(properties, key));
  return [
    ...lost.map(field => {
      const end = required.includes(field) ? `${STAMP_ACTION} refuses every task` : 'it is never stamped';
      return {
        at: given,
        message: `the step does not pass the answer to "${field}": ${end}`,
        fix: 'Write answers: ${{ parameters }}, which passes all of them.',
      };
    }),
    ...unasked.map(entry => ({
      at: entry,
      message: `the form does not ask "${entry.key}": ${STAMP_ACTION} refuses every task`,
      fix: 'Write answers: ${{ parameters }}, which passes what is asked.',
    })),
  ];
}

function unchecked(step: Step, steps: readonly Step[]): Report[] {
  if (!step.action || !isPublishing(step.action)) return [];
  const place = at(step.node, 'action') ?? step.node;
  const stamped = steps.findIndex(({ action }) => action === STAMP_ACTION);
  const checks = steps.filter(
    ({ action, index }) => action === CHECK_ACTION && index > stamped && index < step.index,
  );
  const told = { at: place, fix: `Put a step with action: ${CHECK_ACTION} before it, without an if.` };
  if (checks.length === 0) {
    return [{ ...told, message: `${step.action} publishes what no step has checked since it was stamped` }];
  }
  const isSure = checks.some(({ condition }) => !condition || condition.value === step.condition?.value);
  const message = `${step.action} publishes what is not checked when the step "${checks[0]?.id}" is skipped by its if`;
  return isSure ? [] : [{ ...told, message, severity: 'unknown' }];
}

/** publish:github, goldpath:publish:local, github:repo:push */
function isPublishing(action: string): boolean {
  return /(^|:)publish(:|$)|:repo:push$/.test(action);
}
