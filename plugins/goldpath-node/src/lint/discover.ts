import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import globby from 'globby';
import { FolderError } from '../errors.ts';
import { MANIFEST_PATH } from '../stamp/manifest.ts';

/** What others installed, and what git keeps for itself. */
export const ignored = ['**/node_modules/**', '**/.git/**'];

/**
 * The files that hold templates, and the manifests of what was stamped of ours.
 *
 * @param paths - folders, which are searched, and files, which are taken as they are; absolute
 * @returns absolute paths, each once; a template comes before what lies in folders beside it
 * @throws FolderError when one does not exist, or nothing is found
 */
export function discoverTemplates(paths: readonly string[]): string[] {
  const found = paths.flatMap(given => {
    const stats = statSync(given, { throwIfNoEntry: false });
    if (!stats) throw new FolderError(`${shown(given)} does not exist; name a folder or a template.yaml`);
    return stats.isFile() ? [given] : templatesIn(given);
  });
  if (found.length === 0) {
    throw new FolderError(
      `${paths.map(shown).join(', ')}: no template; name a folder with a file of kind Template and apiVersion scaffolder.backstage.io/v1beta3`,
    );
  }
  return [...new Set(found)];
}

/** As somebody would type it here. */
function shown(given: string): string {
  const relative = path.relative(process.cwd(), given) || '.';
  return relative.startsWith('..') ? given : relative;
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

/** Whether a file is what a stamped repository knows of its origin. */
export function isManifest(file: string): boolean {
  return file.split(path.sep).join('/').endsWith(`/${MANIFEST_PATH}`);
}

/** OpenShift has a kind Template too: the apiVersion decides, or else the name of the file and its steps. */
function isTemplate(file: string, text: string): boolean {
  const isNamed = /^template\.ya?ml$/.test(path.basename(file));
  const isOfKind = /^\s*kind:\s*["']?template\b/im.test(text);
  if (/^\s*apiVersion:\s*["']?scaffolder\.backstage\.io\//m.test(text)) return isOfKind || isNamed;
  if (/^\s*apiVersion:\s*["']?backstage\.io\//m.test(text)) return isOfKind;
  return isNamed && isOfKind && /^\s+steps:/m.test(text);
}
