import {
  describePermission,
  ingressPermissions,
  type Permission,
  type ResourceGraph,
} from '@goldpath/program';
import type { Finding } from './rules/rule.ts';

/** Whether a permission lets in every address of the internet. */
export function opensToInternet({ source }: Permission): 'yes' | 'no' | 'maybe' {
  if (source.kind === 'unknown') return 'maybe';
  if (source.kind !== 'cidr') return 'no';
  if (source.isUnknown) return 'maybe';
  return /\/0$/.test(source.text) ? 'yes' : 'no';
}

/** Something that a permission opens and should not. */
export interface PermissionProblem {
  verdict: 'fail' | 'unverifiable';
  /** the end of the message */
  reason: string;
}

/** Returns the problem with a permission, if there is one. */
export type PermissionCheck = (permission: Permission) => PermissionProblem | undefined;

/**
 * One finding for each problem of each resource that lets traffic in, and a pass for those without.
 *
 * @param passed the message of the pass
 */
export function openPortFindings(graph: ResourceGraph, check: PermissionCheck, passed: string): Finding[] {
  const byResource = Map.groupBy(
    ingressPermissions(graph).filter(({ by }) => !by.external),
    ({ by }) => by,
  );
  return [...byResource].flatMap(([resource, permissions]): Finding[] => {
    const problems = new Map<string, Finding>();
    for (const permission of permissions) {
      const problem = check(permission);
      if (!problem) continue;
      const { verdict, reason } = problem;
      const message = `${describePermission(permission)}${reason}.`;
      problems.set(message, { resource, verdict, message });
    }
    if (problems.size > 0) return [...problems.values()];
    return [{ resource, verdict: 'pass', message: passed }];
  });
}
