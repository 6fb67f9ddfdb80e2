/** The path to return to after signing in: a path of this site, never an address of another one. */
export function returnPath(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/';
  // browsers treat a backslash as a slash, and remove tabs and line breaks; control characters are meant
  // eslint-disable-next-line no-control-regex
  return /^\/[/\\]|[\u0000-\u001f]/.test(value) ? '/' : value;
}
