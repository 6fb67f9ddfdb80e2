import type { Diagnostic } from '@goldpath/diagnostics';

/**
 * Merges equal diagnostics of several stages into one that lists its stages and has the URN of the first. Diagnostics
 * without a stage are kept as they are.
 */
export function mergeStages(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const merged = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { subject, stages = [], ...rest } = diagnostic;
    // a URN begins with the name of its stage
    const urn = subject?.urn?.replace(/^urn:pulumi:[^:]+::/, '');
    const key = JSON.stringify([subject?.type, subject?.name, urn, rest]);
    const known = merged.get(key)?.stages;
    if (known) known.push(...stages.filter(stage => !known.includes(stage)));
    else if (stages.length === 0) merged.set(key, diagnostic);
    else merged.set(key, { ...diagnostic, stages: [...stages] });
  }
  return [...merged.values()];
}
