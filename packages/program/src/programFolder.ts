import { stat } from 'node:fs/promises';
import path from 'node:path';
import { FolderError, listFiles } from '@goldpath/files';

/** The file that marks a folder as a Pulumi program. */
export const PROGRAM_FILE = 'Pulumi.yaml';

/** Whether a file marks its folder as a Pulumi program: it may end in `.yml` too. */
export function isProgramFile(file: string): boolean {
  return /^Pulumi\.ya?ml$/.test(path.posix.basename(file));
}

/**
 * Returns the folder of the Pulumi program in a repository, or the folder itself when it is one.
 *
 * @throws FolderError when there is no program, or when there are several
 */
export async function programFolder(dir: string): Promise<string> {
  const root = path.resolve(dir);
  if (!(await stat(root).catch(() => undefined))?.isDirectory())
    throw new FolderError(`${dir} is not a folder; name the folder of a service or of a Pulumi program`);
  const files = (await listFiles(root)).filter(({ kind }) => kind === 'file').map(file => file.path);
  if (files.some(file => isProgramFile(file) && !file.includes('/'))) return root;
  const folders = files.filter(isProgramFile).map(file => path.posix.dirname(file));
  const [only, ...others] = folders;
  if (only === undefined)
    throw new FolderError(`${dir} contains no Pulumi program (Pulumi.yaml); name a folder that does`);
  if (others.length > 0)
    throw new FolderError(
      `${dir} contains several Pulumi programs; name the folder of one: ${folders.sort().join(', ')}`,
    );
  return path.join(root, only);
}
