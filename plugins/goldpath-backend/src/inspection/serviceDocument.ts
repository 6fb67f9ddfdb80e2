import path from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { readWithin } from '../descriptor.ts';
import { serviceFolder } from './serviceFolder.ts';

/**
 * The text of a Markdown file of a service whose repository is on the portal's machine.
 *
 * @param file - relative to the repository
 * @throws InputError when it is not a Markdown file
 * @throws NotFoundError when the repository does not have it
 */
export async function serviceDocument(entity: Entity, file: unknown): Promise<string> {
  const folder = serviceFolder(entity);
  if (folder === undefined)
    throw new NotFoundError(`The repository of ${entity.metadata.name} is not on the portal's machine`);
  if (typeof file !== 'string' || path.extname(file) !== '.md')
    throw new InputError('path must be the path of a Markdown file, such as docs/runbooks.md');
  try {
    return await readWithin(folder, path.resolve(folder, file));
  } catch (error) {
    throw new NotFoundError((error as Error).message);
  }
}
