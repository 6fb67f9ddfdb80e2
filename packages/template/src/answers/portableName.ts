/**
 * The names of devices, which Windows has in every folder, with any extension: "Naming Files, Paths, and Namespaces",
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file, and `is_valid_win32_path` in Git for Windows, which refuses to
 * check such files out (both looked up 2026-11-29).
 */
const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:[.:]|$)/i;

/** Characters that Windows does not allow in names. */
const forbidden = /[<>:"/\\|?*\p{Cc}]/u;

/**
 * The reason why a folder or file of this name cannot be checked out on Windows, to be read after "its name" and without a full
 * stop; undefined when it can.
 */
export function portableNameProblem(name: string): string | undefined {
  const [device] = devices.exec(name) ?? [];
  if (device !== undefined) return `is "${name}", which Windows reserves for a device`;
  const [character] = forbidden.exec(name) ?? [];
  if (character !== undefined)
    return `has the character ${JSON.stringify(character)}, which Windows does not allow in names`;
  if (/[. ]$/.test(name)) return 'ends with a dot or a space, which Windows removes from names';
  return undefined;
}
