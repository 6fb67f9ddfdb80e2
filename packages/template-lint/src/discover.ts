import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { FolderError } from '@goldpath/files';
import { MANIFEST_PATH } from '@goldpath/template';
import globby from 'globby';

/** Folders that are never searched. */
export const ignored = ['**/node_modules/**', '**/.git/**'];

/**
 * Finds the files that contain templates, and the manifests of stamped repositories.
 *
 * @param paths - absolute paths of folders, which are searched, and of files, which are returned as they are
 * @returns absolute paths without duplicates; a template comes before the files in folders beside it
 * @throws FolderError when a path does not exist, or nothing is found
 */
export function discoverTemplates(paths: readonly string[]): string[] {
  const found = paths.flatMap(given => {
    const stats = statSync(given, { throwIfNoEntry: false });
    if (!stats)
      throw new FolderError(`${displayName(given)} does not exist; name a folder or a template.yaml`);
    if (stats.isFile()) return [given];
    return templatesIn(given);
  });
  if (found.length === 0) {
    throw new FolderError(
      `${paths.map(displayName).join(', ')}: no template found; name a folder with a file of kind Template and apiVersion scaffolder.backstage.io/v1beta3`,
    );
  }
  return [...new Set(found)];
}

/** The path as it would be typed in the current folder. */
function displayName(given: string): string {
  const relative = path.relative(process.cwd(), given) || '.';
  if (relative.startsWith('..')) return given;
  return relative;
}

function templatesIn(folder: string): string[] {
  const files = globby.sync(['**/*.{yaml,yml}', `**/${MANIFEST_PATH}`], {
    cwd: folder,
    dot: true,
    ignore: ignored,
    followSymbolicLinks: false,
  });
  const depth = (file: string) => file.split('/').length;
  return files
    .sort((left, right) => depth(left) - depth(right) || (left < right ? -1 : 1))
    .map(file => path.join(folder, file))
    .filter(file => isManifest(file) || isTemplate(file, readFileSync(file, 'utf8')));
}

/** Whether a file is the manifest of a stamped repository. */
export function isManifest(file: string): boolean {
  return file.split(path.sep).join('/').endsWith(`/${MANIFEST_PATH}`);
}

/**
 * Whether a YAML file is a template of Backstage. OpenShift has a kind `Template` too, so the apiVersion decides; without
 * one, the name of the file and its steps.
 */
function isTemplate(file: string, text: string): boolean {
  const isNamed = /^template\.ya?ml$/.test(path.basename(file));
  const isOfKind = /^\s*kind:\s*["']?template\b/im.test(text);
  if (/^\s*apiVersion:\s*["']?scaffolder\.backstage\.io\//m.test(text)) return isOfKind || isNamed;
  if (/^\s*apiVersion:\s*["']?backstage\.io\//m.test(text)) return isOfKind;
  return isNamed && isOfKind && /^\s+steps:/m.test(text);
}
