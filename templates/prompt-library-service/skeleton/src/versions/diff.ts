import { diffLines } from 'diff';
import type { Version, VersionDiff } from './schema.ts';

/** Limits for the comparison: two texts of 200,000 characters without a common line would take very long. */
const LIMITS = { timeout: 500, maxEditLength: 5_000 };

const shortFields = ['title', 'description', 'agentType', 'visibility', 'tags'] as const;

/** Compares two versions. Texts with too little in common are reported as replaced. */
export function compareVersions(from: Version, to: Version): VersionDiff {
  const fields = shortFields
    .filter(field => JSON.stringify(from[field]) !== JSON.stringify(to[field]))
    .map(field => ({ field, before: from[field], after: to[field] }));
  return { from: from.version, to: to.version, fields, text: compareTexts(from.text, to.text) };
}

function compareTexts(before: string, after: string): VersionDiff['text'] {
  if (before === after) return [];
  const changes = diffLines(before, after, LIMITS) ?? [
    { added: false, removed: true, value: before },
    { added: true, removed: false, value: after },
  ];
  return changes.map(change => ({ kind: kindOf(change), text: change.value }));
}

function kindOf({ added, removed }: { added: boolean; removed: boolean }): 'added' | 'removed' | 'same' {
  if (added) return 'added';
  return removed ? 'removed' : 'same';
}
