/** How much a version changes: `none` when stamping returns the same. */
export type Level = 'none' | 'patch' | 'minor' | 'major';

const pattern = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** Whether a string is a version: three numbers, as in 1.2.3. */
export const isVersion = (version: string): boolean => pattern.test(version);

/** Compares two versions, for sorting: negative when the first one is lower. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [numbersOf(left), numbersOf(right)];
  return a.map((number, index) => number - (b[index] ?? 0)).find(difference => difference !== 0) ?? 0;
}

/** Returns the next version of a level. */
export function nextVersion(version: string, level: Level): string {
  const [major = 0, minor = 0, patch = 0] = numbersOf(version);
  if (level === 'major') return `${major + 1}.0.0`;
  if (level === 'minor') return `${major}.${minor + 1}.0`;
  if (level === 'patch') return `${major}.${minor}.${patch + 1}`;
  return version;
}

function numbersOf(version: string): number[] {
  return (pattern.exec(version) ?? []).slice(1).map(Number);
}
