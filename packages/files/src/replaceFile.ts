import { randomUUID } from 'node:crypto';
import { access, chmod, constants, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Replaces a file atomically, unless its content has changed.
 *
 * @param before the content that the change is based on
 * @returns the reason when it cannot be replaced
 */
export async function replaceFile(file: string, before: string, after: string): Promise<string | undefined> {
  let temporary: string | undefined;
  try {
    const target = await realpath(file);
    if ((await readFile(target, 'utf8')) !== before)
      return 'changed in the meantime and was not fixed; run the command again';
    await access(target, constants.W_OK);
    const { mode } = await stat(target);
    temporary = path.join(path.dirname(target), `.${randomUUID()}.tmp`);
    await writeFile(temporary, after, { flag: 'wx' });
    await chmod(temporary, mode);
    await rename(temporary, target);
    return undefined;
  } catch (error) {
    if (temporary) await rm(temporary, { force: true });
    return `cannot be written (${(error as NodeJS.ErrnoException).code}) and was not fixed`;
  }
}
