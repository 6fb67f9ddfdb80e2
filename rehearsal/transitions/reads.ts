import type { Statement } from './permissions.ts';
import reads from './reads.json' with { type: 'json' };
import securityAudit from './securityAudit.json' with { type: 'json' };

const actionsByType: Readonly<Record<string, readonly string[]>> = reads.types;

/**
 * The actions that a comparison of a stage with AWS needs and that a role with the managed policy SecurityAudit may not do.
 *
 * @param types - of the resources in the state, such as `aws:ecs/service:Service`
 * @param statements - of the role's other policies; their resources are not compared
 * @returns sentences, one for each type and action
 * @throws Error for a type whose reads are not in reads.json
 */
export function deniedReads(types: Iterable<string>, statements: readonly Statement[]): string[] {
  const allowed = [...securityAudit.actions, ...statements.flatMap(({ Action }) => Action)];
  return [...new Set(types)]
    .filter(type => type.startsWith('aws:'))
    .flatMap(type => readsOf(type).map(action => [type, action] as const))
    .filter(([, action]) => !allowed.some(pattern => covers(pattern, action)))
    .map(([type, action]) => `${action} is not allowed, to read ${type}`);
}

function readsOf(type: string): readonly string[] {
  const actions = actionsByType[type];
  if (!actions) throw new Error(`The reads of ${type} are not in reads.json.`);
  return actions;
}

/** Whether a pattern such as `ec2:Describe*` covers an action. */
function covers(pattern: string, action: string): boolean {
  return pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern;
}
