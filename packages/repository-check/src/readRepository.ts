import { stat } from 'node:fs/promises';
import path from 'node:path';
import { FolderError, listFiles } from '@goldpath/files';
import { isProgramFile } from '@goldpath/program';
import { CATALOG_FILE, MANIFEST_PATH } from '@goldpath/template';
import type { Repository } from './check.ts';
import { declaredParts } from './declaredParts.ts';
import { isTerraformFile } from './terraform.ts';

/** A folder that can be checked. */
export interface CheckedFolder {
  repository: Repository;
  /**
   * a `service` has the files of the catalog; `terraform` is a configuration without a Pulumi program beside it; any other folder
   * has `infrastructure` in it, or below it
   */
  kind: 'service' | 'terraform' | 'infrastructure';
}

/**
 * Reads the files of a folder.
 *
 * @throws FolderError when it has nothing that can be checked
 */
export async function readRepository(dir: string): Promise<CheckedFolder> {
  const root = path.resolve(dir);
  const status = await stat(root).catch(() => undefined);
  if (!status?.isDirectory())
    throw new FolderError(`${dir} is not a folder; give the folder of a service or of a Pulumi program.`);
  const files = (await listFiles(root)).filter(({ kind }) => kind === 'file').map(file => file.path);
  const kind = kindOf(files);
  if (kind === undefined)
    throw new FolderError(
      `${dir} has neither a service (catalog-info.yaml) nor a Pulumi program (Pulumi.yaml) nor Terraform files (*.tf); give a folder that has one of them.`,
    );
  return { repository: { dir: root, files, contains: await declaredParts(root, files) }, kind };
}

function kindOf(files: readonly string[]): CheckedFolder['kind'] | undefined {
  if (files.includes(CATALOG_FILE) || files.includes(MANIFEST_PATH)) return 'service';
  const own = files.filter(file => !file.includes('/'));
  if (own.some(isTerraformFile) && !own.some(isProgramFile)) return 'terraform';
  return files.some(file => isProgramFile(file) || isTerraformFile(file)) ? 'infrastructure' : undefined;
}
