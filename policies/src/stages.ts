import type { CheckResult } from './result.ts';

/**
 * The results of several stages, where each is told once: it names every stage of which it is so, and has the URN of the
 * first of them. Results that belong to no stage stay as they are.
 */
export function mergeStages(results: readonly CheckResult[]): CheckResult[] {
  const told = new Map<string, CheckResult>();
  for (const result of results) {
    const { resource, stages = [], ...rest } = result;
    // a URN begins with the name of its stage
    const place = resource.urn.replace(/^urn:pulumi:[^:]+::/, '');
    const key = JSON.stringify([resource.type, resource.name, place, rest]);
    const known = told.get(key)?.stages;
    if (known) known.push(...stages.filter(stage => !known.includes(stage)));
    else told.set(key, stages.length > 0 ? { ...result, stages: [...stages] } : result);
  }
  return [...told.values()];
}
