import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import type { CheckOptions } from './check.ts';
import { checkFile } from './checkFile.ts';
import { checkTerraform } from './checkTerraform.ts';
import { checks } from './checks.ts';
import { infrastructureCheck } from './infrastructure.ts';
import { readRepository } from './readRepository.ts';
import { terraformCheck } from './terraform.ts';

/**
 * Checks a service's repository, or only the policies when the folder has Pulumi programs or Terraform configurations, or when it
 * is a file that describes infrastructure.
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
  const { repository, kind } = await readRepository(dir);
  if (kind === 'terraform') return checkTerraform(root, options.stage);
  const applied = kind === 'service' ? checks : [infrastructureCheck, terraformCheck];
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
