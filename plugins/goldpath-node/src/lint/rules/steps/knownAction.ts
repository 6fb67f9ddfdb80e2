import leven from 'leven';
import { nearest } from '../../../answers/nearest.ts';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import { at, type Located } from '../../source/located.ts';
import { editIn } from '../../source/scalarEdit.ts';

/** The portal has every action that a step names. */
export const knownAction: LintRule = {
  id: 'known-action',
  title: 'Every step runs an action that the portal has.',
  why: 'The portal looks an action up when its step comes. One that it does not have fails the task after every step before it did its work.',
  severity: 'error',
  example: {
    bad: 'steps:\n  - { id: fetch, action: fetch:tempalte, input: { url: https://example.com/skeleton } }\n',
    good: 'steps:\n  - { id: fetch, action: fetch:template, input: { url: https://example.com/skeleton } }\n',
  },
  check(context) {
    const told = new Set<string>();
    return context.template.steps.flatMap(({ node, action }) => {
      const place = at(node, 'action');
      if (!place || action === undefined || context.actions.byId.has(action)) return [];
      const report = judge(context, place, action);
      // what another portal may have is asked once
      if (report.severity === 'unknown' && told.has(action)) return [];
      told.add(action);
      return [report];
    });
  },
};

function judge({ actions }: LintContext, place: Located, action: string): Report {
  const ids = [...actions.byId.keys()];
  const meant = ids.filter(id => isSlip(action, id));
  const [only, other] = meant;
  if (/\$\{\{|\{%/.test(action)) {
    return {
      at: place,
      message: `The portal does not render the name of an action: it looks for one that is called ${action}, has none, and fails the task here.`,
      fix: 'Write a step for each action, each with an `if`.',
    };
  }
  if (!actions.isWhole && only === undefined) {
    return {
      at: place,
      severity: 'unknown',
      message: `No installed plugin has an action ${action}. In a portal without it the task fails here.`,
      fix: 'Name the actions of the portal that runs this template with --actions, or install the plugin that has it.',
    };
  }
  const candidate = only ?? nearest(action, ids);
  return {
    at: place,
    message: `The portal has no action ${action}: the task fails here, after the steps before it did their work.`,
    fix: candidate ? `Write ${candidate}, if that is meant.` : 'Install the plugin that has it.',
    ...(only !== undefined && other === undefined && { edits: [editIn(place, 0, action.length, only)] }),
  };
}

/**
 * Whether a name can only be a slip for another: one letter off, two letters that changed places, or one or two that
 * are too many or too few. Two other letters may be another name: publish:gitlab is no slip for publish:github.
 */
function isSlip(written: string, id: string): boolean {
  const [left, right] = [written.trim().toLowerCase(), id.toLowerCase()];
  const distance = leven(left, right);
  if (distance <= 1) return true;
  if (distance > 2 || left.split(':')[0] !== right.split(':')[0]) return false;
  return sorted(left) === sorted(right) || isWithin(left, right) || isWithin(right, left);
}

const sorted = (text: string) => [...text].sort().join('');

/** Whether all letters of a text come in another, in their order. */
function isWithin(text: string, other: string): boolean {
  let found = 0;
  for (const letter of other) if (letter === text[found]) found += 1;
  return found === text.length;
}
