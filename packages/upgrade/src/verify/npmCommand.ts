/**
 * Returns the first arguments of `spawn`, and its option `shell`, that start npm. On Windows it is a batch file, which needs a shell,
 * and Node warns about arguments that it passes to a shell (https://nodejs.org/api/deprecations.html, DEP0190, read 2026-11-29).
 *
 * @param args - without spaces
 */
export function npmCommand(
  args: readonly string[],
  platform = process.platform,
): { program: string; args: string[]; shell: boolean } {
  if (platform !== 'win32') return { program: 'npm', args: [...args], shell: false };
  return { program: ['npm', ...args].join(' '), args: [], shell: true };
}
