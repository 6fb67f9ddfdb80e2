import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { FolderError, listFiles } from '@goldpath/files';
import { isProgramFile } from '@goldpath/program';
import { CATALOG_FILE, MANIFEST_PATH } from '@goldpath/template';
import type { CheckOptions } from './check.ts';
import { checkFile } from './checkFile.ts';
import { checkTerraform } from './checkTerraform.ts';
import { checks } from './checks.ts';
import { declaredParts } from './declaredParts.ts';
import { infrastructureCheck } from './infrastructure.ts';

/**
 * Checks a service's repository, or only the policies when the folder is that of a Pulumi program or of a Terraform
 * configuration, or a file that describes infrastructure.
 *
 * @param options - `onProgress` receives a line after each check
 * @returns a diagnostic for each subject of each rule, passed ones included
 * @throws FolderError when it is none of them; the reason of `signal` when that has stopped the check
 */
export async function checkRepository(
  dir: string,
  options: CheckOptions & { onProgress?: (line: string) => void } = {},
): Promise<Diagnostic[]> {
  const root = path.resolve(dir);
  const status = await stat(root).catch(() => undefined);
  if (status?.isFile()) return checkFile(root);
  if (!status?.isDirectory())
    throw new FolderError(`${dir} is not a folder; give the folder of a service or of a Pulumi program.`);
  const files = (await listFiles(root)).filter(({ kind }) => kind === 'file').map(file => file.path);
  const isRepository = files.includes(CATALOG_FILE) || files.includes(MANIFEST_PATH);
  const own = files.filter(file => !file.includes('/'));
  if (!isRepository && !own.some(isProgramFile)) {
    if (own.some(file => /\.tf(\.json)?$/.test(file))) return checkTerraform(root, options.stage);
    throw new FolderError(
      `${dir} has neither a service (catalog-info.yaml) nor a Pulumi program (Pulumi.yaml) nor Terraform files (*.tf); give a folder that has one of them.`,
    );
  }
  const applied = isRepository ? checks : [infrastructureCheck];
  const repository = { dir: root, files, contains: await declaredParts(root, files) };
  const results = applied.map(async check => {
    const diagnostics = await check.run(repository, options);
    options.onProgress?.(`Checked: ${check.title} (${diagnostics.length})`);
    return diagnostics;
  });
  const diagnostics = (await Promise.all(results)).flat();
  // a program that was stopped is not a problem of the repository
  options.signal?.throwIfAborted();
  return diagnostics;
}
