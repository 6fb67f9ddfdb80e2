import { at, closestMatch, editIn, type Located } from '@goldpath/diagnostics';
import leven from 'leven';
import type { Action, Actions } from '../../actions/actions.ts';
import type { LintRule, Report } from '../../rule.ts';

/** The portal has the action of every step. */
export const knownAction: LintRule = {
  id: 'known-action',
  title: 'Every step runs an action that the portal has.',
  why: 'The portal looks up an action when its step starts. An unknown one fails the task after all earlier steps have run.',
  severity: 'error',
  example: {
    incorrect:
      'steps:\n  - { id: fetch, action: fetch:tempalte, input: { url: https://example.com/skeleton } }\n',
    correct:
      'steps:\n  - { id: fetch, action: fetch:template, input: { url: https://example.com/skeleton } }\n',
  },
  *check({ template, actions }) {
    const reported = new Set<string>();
    for (const { node, action } of template.steps) {
      const place = at(node, 'action');
      const known = actions.byId.get(action ?? '');
      if (!place || action === undefined || (known && known.module === undefined)) continue;
      const report = known ? ofModule(place, known) : toReport(actions, place, action);
      // an action that another portal may have is reported once
      if (report.severity === 'unknown' && reported.has(action)) continue;
      reported.add(action);
      yield report;
    }
  },
};

/** An action of Backstage that this portal does not have. */
function ofModule(place: Located, { id, module = '' }: Action): Report {
  return {
    at: place,
    severity: 'unknown',
    message: `${id} is an action of ${module}. In a portal without it the task fails here.`,
    fix: 'Make sure that the portal that runs this template has the module.',
  };
}

function toReport({ byId, isWhole }: Actions, place: Located, action: string): Report {
  if (/\$\{\{|\{%/.test(action)) {
    return {
      at: place,
      message: `The portal does not render the name of an action. It looks for an action with the name ${action}, and the task fails here.`,
      fix: 'Write a step for each action, each with an `if`.',
    };
  }
  const ids = [...byId.keys()];
  const matches = ids.filter(id => isTypo(action, id));
  const [match] = matches;
  if (!isWhole && match === undefined) {
    return {
      at: place,
      severity: 'unknown',
      message: `No installed plugin has the action ${action}. In a portal without it the task fails here.`,
      fix: 'Pass the actions of the portal that runs this template with --actions, or install the plugin with this action.',
    };
  }
  const candidate = match ?? closestMatch(action, ids);
  const report: Report = {
    at: place,
    message: `The portal has no action ${action}. The task fails here, after the earlier steps have run.`,
    fix: 'Install the plugin with this action.',
  };
  if (candidate) report.fix = `Write ${candidate} if that is intended.`;
  if (match !== undefined && matches.length === 1) report.edits = [editIn(place, 0, action.length, match)];
  return report;
}

/**
 * Whether a name can only be a typing error of another one: one different letter, two transposed letters, up to two letters
 * too many or too few, or a prefix that no action of the portal has. Two different letters may be another name: publish:gitlab is not a typing error of
 * publish:github.
 */
function isTypo(written: string, id: string): boolean {
  const [left, right] = [written.trim().toLowerCase(), id.toLowerCase()];
  if (/^(scaffolder|backstage):/.test(left) && left.endsWith(`:${right}`)) return true;
  const distance = leven(left, right);
  if (distance <= 1) return true;
  if (distance > 2 || left.split(':')[0] !== right.split(':')[0]) return false;
  return sorted(left) === sorted(right) || isSubsequence(left, right) || isSubsequence(right, left);
}

const sorted = (text: string) => [...text].sort().join('');

/** Whether all letters of a text are in another one, in the same order. */
function isSubsequence(text: string, other: string): boolean {
  let found = 0;
  for (const letter of other) if (letter === text[found]) found += 1;
  return found === text.length;
}
