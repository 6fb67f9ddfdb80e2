/** The first arguments of `spawn`, and its option `shell`. */
export interface CommandLine {
  program: string;
  args: string[];
  shell: boolean;
}

/**
 * Returns how an installed tool is started. On Windows, tools are batch files, which need a shell, and Node passes arguments to a
 * shell without quotes (https://nodejs.org/api/child_process.html, "Spawning .bat and .cmd files on Windows" and DEP0190, read
 * 2026-11-29), so they become one quoted string.
 */
export function commandLine(command: readonly string[], platform = process.platform): CommandLine {
  const [program = '', ...args] = command;
  if (platform !== 'win32') return { program, args, shell: false };
  return { program: command.map(word => `"${word}"`).join(' '), args: [], shell: true };
}
