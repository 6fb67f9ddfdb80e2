import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveSafeChildPath, type UrlReaderService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import { fetchContents } from '@backstage/plugin-scaffolder-node';
import { StepError } from './stepError.ts';

/** What reads a template that lies in a remote repository. */
export interface RemoteReader {
  reader: UrlReaderService;
  integrations: ScmIntegrations;
}

/**
 * The folder of the running template on this machine; a template of a remote repository is fetched first.
 *
 * @param baseUrl - where the catalog says that template.yaml lies
 * @param relative - the template's folder as seen from template.yaml; it cannot leave that file's folder
 * @param makeFolder - gives the empty folder into which a remote template is fetched
 * @throws StepError when the template's place is unknown
 */
export async function templateFolder(
  baseUrl: string | undefined,
  relative: string,
  remote: RemoteReader,
  makeFolder: () => Promise<string>,
): Promise<string> {
  if (baseUrl === undefined) throw unknownPlace();
  if (baseUrl.startsWith('file:')) return localFolder(baseUrl, relative);
  const folder = await makeFolder();
  await fetchContents({ ...remote, baseUrl, fetchUrl: relative, outputPath: folder });
  return folder;
}

/** What is said of a template that is neither of this machine nor of a repository. */
export function unknownPlace(): StepError {
  return new StepError(
    'The template says nowhere where its files lie. Register it in the catalog from a file or a repository.',
  );
}

/** The folder of a template of this machine, as {@link templateFolder}. */
export function localFolder(baseUrl: string, relative: string): string {
  return resolveSafeChildPath(path.dirname(fileOf(baseUrl)), relative);
}

/** The catalog puts `file://` before a bare path, a dry run makes a real URL with escapes. */
function fileOf(baseUrl: string): string {
  const bare = baseUrl.slice('file://'.length);
  return existsSync(bare) ? bare : fileURLToPath(baseUrl);
}
