import { type Answers, AnswersError, type Manifest, MANIFEST_PATH, type Template } from '@goldpath/template';
import { type NewerVersion, newerVersions } from './changelog.ts';
import { folderFiles } from './folderFiles.ts';
import { renderForService } from './renderForService.ts';
import { parseManifest, ServiceError } from './service.ts';
import { differences, type TeamRender } from './teamFiles.ts';

/** How a stamped service compares with its template. */
export interface ServiceStatus {
  dir: string;
  /**
   * `current`: stamped with these answers, the template results in the recorded files. `outdated`: it results in others.
   * `unknown`: there is no manifest, or no such template.
   */
  state: 'current' | 'outdated' | 'unknown';
  template?: { id: string; version: string; latest?: string };
  /** files that an upgrade would bring, change and remove */
  changes: { added: string[]; changed: string[]; removed: string[] };
  /** managed files that were changed or deleted since */
  modified: { file: string; change: 'changed' | 'deleted' }[];
  /** of an outdated service: the versions that it does not have, the newest first, from the template's CHANGELOG.md */
  newer: NewerVersion[];
  /** why the state is unknown, or why the upgrade needs answers */
  reason?: string;
}

/** The files of a service, wherever they are. */
export interface ServiceFiles {
  /** names them in messages, such as their folder */
  name: string;
  /** the text of the manifest; undefined when there is none */
  readManifest: () => Promise<string | undefined>;
  has: (file: string) => boolean;
  /** @returns undefined when there is no such file */
  isUnchanged: (file: string, hash: string) => boolean | undefined | Promise<boolean | undefined>;
}

/**
 * Compares the files of a service with its manifest and with its template. Nothing is executed and git is not needed.
 *
 * @param templates - the templates by id; what a template makes of equal answers is computed once
 */
export async function status(dir: string, templates: ReadonlyMap<string, Template>): Promise<ServiceStatus> {
  return statusOf(folderFiles(dir), templates);
}

/**
 * Compares a service as {@link status} does, also one that is not in a folder.
 *
 * @param offered - answers that an upgrade has for new questions
 */
export async function statusOf(
  service: ServiceFiles,
  templates: ReadonlyMap<string, Template>,
  offered: Answers = {},
): Promise<ServiceStatus> {
  const dir = service.name;
  const none = { changes: { added: [], changed: [], removed: [] }, modified: [], newer: [] };
  const text = await service.readManifest();
  if (text === undefined) return { dir, state: 'unknown', ...none, reason: `it has no ${MANIFEST_PATH}` };
  let manifest: Manifest;
  try {
    manifest = parseManifest(text, dir);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { dir, state: 'unknown', ...none, reason: error.message };
  }
  const modified = await modifiedFiles(service, manifest);
  const { id, version } = manifest.template;
  const template = templates.get(id);
  if (!template) {
    const reason = `there is no template ${id} here`;
    return { dir, state: 'unknown', template: { id, version }, ...none, modified, reason };
  }
  const compared = compare(() => renderForService(template, manifest, { offered }, service.has), manifest);
  return {
    dir,
    template: { id, version, latest: template.version },
    modified,
    newer: compared.state === 'outdated' ? newerVersions(template.changelog, version) : [],
    ...compared,
  };
}

function compare(
  rendered: () => TeamRender,
  manifest: Manifest,
): Pick<ServiceStatus, 'state' | 'changes' | 'reason'> {
  try {
    const changes = differences(manifest, rendered());
    const isCurrent = Object.values(changes).every(list => list.length === 0);
    return { state: isCurrent ? 'current' : 'outdated', changes };
  } catch (error) {
    if (!(error instanceof AnswersError)) throw error;
    const problems = error.problems.map(({ field, message }) => `${field} ${message}`);
    const changes = { added: [], changed: [], removed: [] };
    return { state: 'outdated', changes, reason: `the upgrade needs answers: ${problems.join('; ')}` };
  }
}

async function modifiedFiles(
  { isUnchanged }: ServiceFiles,
  { files, once = [] }: Manifest,
): Promise<ServiceStatus['modified']> {
  const modified: ServiceStatus['modified'] = [];
  const managed = Object.entries(files).filter(([file]) => !once.includes(file));
  for (const [file, hash] of managed) {
    const unchanged = await isUnchanged(file, hash);
    if (unchanged === undefined) modified.push({ file, change: 'deleted' });
    else if (!unchanged) modified.push({ file, change: 'changed' });
  }
  return modified;
}
