import { type ChangeObject, diffLines } from 'diff';
import type { Version, VersionDiff } from './schema.ts';

/** Most texts differ in a few lines, and are compared at once. */
const QUICK = { timeout: 20, maxEditLength: 200 };

/**
 * Limits for the others, which are compared in steps of a few milliseconds, so that other requests go on: two texts of
 * 200,000 characters without a common line would take very long.
 */
const SLOW = { timeout: 500, maxEditLength: 5_000 };

const shortFields = ['title', 'description', 'agentType', 'visibility', 'tags'] as const;

/** Compares two versions. Texts with too little in common are reported as replaced. */
export async function compareVersions(from: Version, to: Version): Promise<VersionDiff> {
  const fields = shortFields
    .filter(field => JSON.stringify(from[field]) !== JSON.stringify(to[field]))
    .map(field => ({ field, before: from[field], after: to[field] }));
  return { from: from.version, to: to.version, fields, text: await compareTexts(from.text, to.text) };
}

async function compareTexts(before: string, after: string): Promise<VersionDiff['text']> {
  if (before === after) return [];
  const changes = diffLines(before, after, QUICK) ??
    (await diffInSteps(before, after)) ?? [
      { added: false, removed: true, value: before },
      { added: true, removed: false, value: after },
    ];
  return changes.map(change => ({ kind: kindOf(change), text: change.value }));
}

function diffInSteps(before: string, after: string): Promise<ChangeObject<string>[] | undefined> {
  return new Promise(resolve => diffLines(before, after, { ...SLOW, callback: resolve }));
}

function kindOf({ added, removed }: { added: boolean; removed: boolean }): 'added' | 'removed' | 'same' {
  if (added) return 'added';
  return removed ? 'removed' : 'same';
}
