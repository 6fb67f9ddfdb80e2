import path from 'node:path';
import type { Report } from '../../rule.ts';
import type { Skeleton, SkeletonFile } from '../../template/skeleton.ts';

/** The files of a skeleton whose path another file has, or that would be written outside of the target folder. */
export function conflictingPaths(skeleton: Skeleton): Report[] {
  const reports: Report[] = [];
  const first = new Map<string, SkeletonFile>();
  const outside: Report[] = [];
  for (const file of skeleton.files) {
    const result = resultOf(file, skeleton);
    if (result === undefined) continue;
    const at = { source: file, start: 0 };
    const other = first.get(result);
    if (other) {
      reports.push({
        at,
        message: `${file.relative} and ${other.relative} have the same path in the new repository, so only one of them is written.`,
        fix: 'Remove or rename one of the two.',
      });
    } else first.set(result, file);
    if (path.posix.normalize(result).startsWith('../')) {
      outside.push({
        at,
        message: `${file.relative} would be written outside of the target folder, to ${result}, so ${skeleton.step.action} fails.`,
        fix: 'Pass a value without ../ in it.',
      });
    }
  }
  return [...reports, ...outside];
}

/** The rendered path, as far as the step's values are literals; undefined when it depends on a condition. */
function resultOf({ name, target }: SkeletonFile, { values }: Skeleton): string | undefined {
  if (name.problem || name.hasStatements) return undefined;
  return target.replace(/\$?\{\{-?\s*(.*?)\s*-?\}\}/g, (tag, inner: string) => {
    const value = values?.get(/^(?:values|cookiecutter)\.(\w+)$/.exec(inner)?.[1] ?? '')?.value;
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && !value.includes('{')) return value;
    return tag.replace(/\s+/g, '');
  });
}
