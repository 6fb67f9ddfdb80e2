/** Compares versions by number: 0.10.0 is after 0.9.0. Negative when the first is before the second. */
export function compareVersions(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}
