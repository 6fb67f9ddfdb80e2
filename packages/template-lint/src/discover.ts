import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { FolderError } from '@goldpath/files';
import { MANIFEST_PATH } from '@goldpath/template';
import { isBinaryFileSync } from 'isbinaryfile';
import { filesIn } from './filesIn.ts';

/** Folders that are never searched. */
export const ignored = ['**/node_modules/**', '**/.git/**'];

/** A file that was named but not linted. */
export interface SkippedFile {
  /** absolute path */
  file: string;
  /** the reason, as a sentence that begins with the file: `is not a template` */
  reason: string;
}

/** The files to lint, and the named ones that are skipped. */
export interface Discovered {
  /** absolute paths without duplicates; a template comes before the files in folders beside it */
  files: string[];
  skipped: SkippedFile[];
}

/**
 * Finds the files that contain templates, and the manifests of stamped repositories.
 *
 * @param paths - absolute paths of folders, which are searched, and of files, which are skipped when they are not templates
 * @throws FolderError when a path does not exist, or only folders are given and nothing is found
 */
export function discoverTemplates(paths: readonly string[]): Discovered {
  const files = new Set<string>();
  const skipped: SkippedFile[] = [];
  for (const given of paths) {
    const stats = statSync(given, { throwIfNoEntry: false });
    if (!stats)
      throw new FolderError(`${displayName(given)} does not exist; name a folder or a template.yaml`);
    if (!stats.isFile()) templatesIn(given).forEach(file => files.add(file));
    else {
      const kind = isManifest(given) ? 'template' : kindOf(given, true);
      if (kind === 'template') files.add(given);
      else skipped.push({ file: given, reason: reasons[kind] });
    }
  }
  if (files.size === 0 && skipped.length === 0) {
    throw new FolderError(
      `${paths.map(displayName).join(', ')}: no template found; name a folder with a file of kind Template and apiVersion scaffolder.backstage.io/v1beta3`,
    );
  }
  return { files: [...files], skipped };
}

/** The path as it would be typed in the current folder. */
function displayName(given: string): string {
  const relative = path.relative(process.cwd(), given) || '.';
  if (relative.startsWith('..')) return given;
  return relative;
}

function templatesIn(folder: string): string[] {
  const depth = (file: string) => file.split(path.sep).length;
  return filesIn(folder)
    .filter(file => isManifest(file) || hasExtension(file))
    .sort((left, right) => depth(left) - depth(right) || (left < right ? -1 : 1))
    .filter(file => isManifest(file) || kindOf(file, false) === 'template');
}

/** Whether a file is the manifest of a stamped repository. */
export function isManifest(file: string): boolean {
  return file.split(path.sep).join('/').endsWith(`/${MANIFEST_PATH}`);
}

/** The catalog parses JSON as YAML. */
const hasExtension = (file: string) => /\.(ya?ml|json)$/i.test(file);

const reasons = {
  binary: 'is a binary file',
  other: 'is not a template: it has no kind Template with spec.steps or an apiVersion of the scaffolder',
};

/** A file without content is a template when it has the name of one or was given, so that this is reported. */
function kindOf(file: string, isGiven: boolean): 'template' | keyof typeof reasons {
  const isNamed = /^template\.(ya?ml|json)$/i.test(path.basename(file));
  if (isBinaryFileSync(file)) {
    if (!isNamed) return 'binary';
    throw new FolderError(`${displayName(file)} is a binary file; save the template as UTF-8 text`);
  }
  const text = readFileSync(file, 'utf8');
  const isEmpty = text.replaceAll(/^\s*#.*$/gm, '').trim() === '';
  const isExpected = isNamed || (isGiven && hasExtension(file));
  if (isEmpty) return isExpected ? 'template' : 'other';
  const isOfKind = /\.json$/i.test(file) ? isJsonTemplate : isTemplate;
  return isOfKind(text, isExpected) ? 'template' : 'other';
}

/**
 * Whether a YAML file is a template of Backstage. OpenShift has a kind `Template` too, so the apiVersion decides; without
 * one, the name of the file and its steps.
 */
function isTemplate(text: string, isExpected: boolean): boolean {
  const isOfKind = /(?:^|[{,])\s*["']?kind["']?:\s*["']?template\b/im.test(text);
  if (/(?:^|[{,])\s*["']?apiVersion["']?:\s*["']?scaffolder\.backstage\.io\//m.test(text))
    return isOfKind || isExpected;
  if (/(?:^|[{,])\s*["']?apiVersion["']?:\s*["']?backstage\.io\//m.test(text)) return isOfKind;
  return isExpected && isOfKind && /[\s{,]steps:/.test(text);
}

/** Whether a JSON file is a template. One that cannot be parsed is checked by its text. */
function isJsonTemplate(text: string, isExpected: boolean): boolean {
  if (!/"kind"\s*:\s*"template"/i.test(text)) return false;
  try {
    const entity = JSON.parse(text) as { kind?: unknown; apiVersion?: unknown } | null;
    return /^template$/i.test(String(entity?.kind)) && /backstage\.io\//.test(String(entity?.apiVersion));
  } catch {
    return isExpected && text.includes('backstage.io/');
  }
}
