import {
  describePermission,
  ingressPermissions,
  type Permission,
  type ResourceGraph,
} from '@goldpath/program';
import type { Finding } from './rules/rule.ts';

/** Every address of the internet. */
export function isInternet({ source }: Permission): boolean {
  return source.kind === 'cidr' && /\/0$/.test(source.text);
}

/** Whether a permission opens something that it should not, and the end of the message that says so. */
export type PermissionCheck = (
  permission: Permission,
) => { verdict: 'fail' | 'unverifiable'; reason: string } | undefined;

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
