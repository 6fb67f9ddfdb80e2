/** A reason and the next step for each error code of a file system. */
const problems: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied; change its permissions, or name another path',
  EPERM: 'permission is denied; change its permissions, or name another path',
  EROFS: 'the file system is read-only; name a path on another one',
  ENOSPC: 'the disk is full; free some space, or name a path on another disk',
  EDQUOT: 'the disk quota is used up; free some space, or name a path on another disk',
  EFBIG: 'the file is larger than the file system allows; name a path on another disk',
  ENOTDIR: 'a part of the path is not a folder; correct the path',
  EISDIR: 'it is a folder; name a file',
  ENOENT: 'it does not exist, or cannot be created there; correct the path',
  ELOOP: 'it has a circle of symbolic links; correct the path',
  ENAMETOOLONG: 'the path is too long; name a shorter one',
  EMFILE: 'too many files are open; raise the limit (ulimit -n), and try again',
  EIO: 'the disk cannot be read or written; check it',
};

/**
 * The reason of an error of the file system and the next step, in one line.
 *
 * @returns undefined when it is another error
 */
export function fileSystemProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  const problem = Object.hasOwn(problems, code) && problems[code];
  if (!problem) return undefined;
  return `${problem} (${code})`;
}
