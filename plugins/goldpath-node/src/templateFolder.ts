import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveSafeChildPath, type UrlReaderService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import { fetchContents } from '@backstage/plugin-scaffolder-node';
import { StepError } from './stepError.ts';

/** The services that read a template in a remote repository. */
export interface RemoteReader {
  reader: UrlReaderService;
  integrations: ScmIntegrations;
}

/**
 * The folder of the running template on this machine; a template in a remote repository is fetched first.
 *
 * @param baseUrl - the location of template.yaml, from the catalog
 * @param relative - the template's folder relative to template.yaml; it cannot be outside that file's folder
 * @param makeFolder - creates the empty folder that a remote template is fetched into
 * @throws StepError when the template's location is unknown
 */
export async function templateFolder(
  baseUrl: string | undefined,
  relative: string,
  remote: RemoteReader,
  makeFolder: () => Promise<string>,
): Promise<string> {
  if (baseUrl === undefined) throw unknownLocation();
  if (baseUrl.startsWith('file:')) return localFolder(baseUrl, relative);
  const folder = await makeFolder();
  await fetchContents({ ...remote, baseUrl, fetchUrl: relative, outputPath: folder });
  return folder;
}

/** The error for a template that is neither on this machine nor in a repository. */
export function unknownLocation(): StepError {
  return new StepError(
    'The location of the template is unknown. Register it in the catalog from a file or a repository.',
  );
}

/** The folder of a template on this machine, see {@link templateFolder}. */
export function localFolder(baseUrl: string, relative: string): string {
  return resolveSafeChildPath(path.dirname(fileOf(baseUrl)), relative);
}

/** The catalog puts `file://` before a bare path, a dry run uses a real URL with escapes. */
function fileOf(baseUrl: string): string {
  const bare = baseUrl.slice('file://'.length);
  return existsSync(bare) ? bare : fileURLToPath(baseUrl);
}
