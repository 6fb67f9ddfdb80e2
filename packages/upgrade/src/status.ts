import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Manifest, MANIFEST_PATH, type Template } from '@goldpath/template';
import { AnswersError } from '@goldpath/template';
import { type NewerVersion, newerVersionsOf } from './changelog.ts';
import { sha256 } from './lastRender.ts';
import { render } from './render.ts';
import { parseManifest, ServiceError } from './service.ts';
import { type TeamRender, withTeamFiles } from './teamFiles.ts';

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

/**
 * Compares the files of a service with its manifest and with its template. Nothing is executed and git is not needed.
 *
 * @param templates - the templates by id; what a template makes of equal answers is computed once
 */
export async function status(dir: string, templates: ReadonlyMap<string, Template>): Promise<ServiceStatus> {
  const none = { changes: { added: [], changed: [], removed: [] }, modified: [], newer: [] };
  const text = await readFile(path.join(dir, MANIFEST_PATH), 'utf8').catch(() => undefined);
  if (text === undefined) {
    return { dir, state: 'unknown', ...none, reason: `it has no ${MANIFEST_PATH}` };
  }
  let manifest: Manifest;
  try {
    manifest = parseManifest(text, dir);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { dir, state: 'unknown', ...none, reason: error.message };
  }
  const modified = modifiedFiles(dir, manifest);
  const { id, version } = manifest.template;
  const template = templates.get(id);
  if (!template) {
    const reason = `there is no template ${id} here`;
    return { dir, state: 'unknown', template: { id, version }, ...none, modified, reason };
  }
  const compared = compare(template, manifest, file => existsSync(path.join(dir, file)));
  return {
    dir,
    template: { id, version, latest: template.version },
    modified,
    newer: compared.state === 'outdated' ? newerVersionsOf(template, version) : [],
    ...compared,
  };
}

function compare(
  template: Template,
  manifest: Manifest,
  exists: (file: string) => boolean,
): Pick<ServiceStatus, 'state' | 'changes' | 'reason'> {
  try {
    const next = withTeamFiles(manifest, render(template, manifest.answers), exists);
    const changes = differences(manifest.files, next);
    const isCurrent = Object.values(changes).every(list => list.length === 0);
    return { state: isCurrent ? 'current' : 'outdated', changes };
  } catch (error) {
    if (!(error instanceof AnswersError)) throw error;
    const problems = error.problems.map(({ field, message }) => `${field} ${message}`);
    const changes = { added: [], changed: [], removed: [] };
    return { state: 'outdated', changes, reason: `the upgrade needs answers: ${problems.join('; ')}` };
  }
}

function differences(before: Manifest['files'], { manifest, kept }: TeamRender): ServiceStatus['changes'] {
  const after = manifest.files;
  return {
    added: Object.keys(after).filter(file => !(file in before) && !kept.includes(file)),
    changed: Object.keys(after).filter(file => file in before && before[file] !== after[file]),
    removed: Object.keys(before).filter(file => !(file in after) && !kept.includes(file)),
  };
}

function modifiedFiles(dir: string, { files, once = [] }: Manifest): ServiceStatus['modified'] {
  const modified: ServiceStatus['modified'] = [];
  const managed = Object.entries(files).filter(([file]) => !once.includes(file));
  for (const [file, hash] of managed) {
    const content = readIfThere(path.join(dir, file));
    if (!content) modified.push({ file, change: 'deleted' });
    else if (sha256(content) !== hash && sha256(withLf(content)) !== hash)
      modified.push({ file, change: 'changed' });
  }
  return modified;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    // many small files are read several times faster than by promises
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}

/** The content without the carriage returns that a checkout on Windows adds. */
function withLf(content: Buffer): Buffer {
  return Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
