import { isAmong, type Manifest, MANIFEST_PATH } from '@goldpath/template';
import type { Render } from './render.ts';

/** A render that leaves the files of the team as they are. */
export interface TeamRender extends Render {
  /** files that the upgrade does not change: they belong to the team since they were stamped */
  kept: string[];
  /** released SQL migrations that the template changed: databases have applied them, so they stay as they are */
  frozen: string[];
}

const migration = /(^|\/)migrations\/.+\.sql$/;

/**
 * Leaves out of a render what belongs to the team: a file that the new version stamps once and the service already has, and a
 * file that was stamped once, or belongs to the team from now on, and that the render does not have. A released migration stays as it
 * is. The manifest keeps the hashes with which these files were stamped, so that a later version that manages them finds its base.
 *
 * @param exists - whether the service has a file, by its path from the service's folder
 */
export function withTeamFiles(
  recorded: Manifest,
  next: Render,
  exists: (file: string) => boolean,
): TeamRender {
  const before = recorded.files;
  const { files, once = [] } = next.manifest;
  const owned = new Set(recorded.once);
  const isOwned = (file: string) => owned.has(file) || next.once.some(pattern => isAmong(file, pattern));
  const left = Object.keys(before).filter(file => !(file in files) && isOwned(file));
  const stampedBefore = once.filter(file => file in before);
  const added = once.filter(file => !(file in before) && exists(file));
  const frozen = Object.keys(files).filter(
    file => migration.test(file) && file in before && before[file] !== files[file] && !once.includes(file),
  );
  const kept = [...left, ...stampedBefore, ...added];
  const hashes = [...stampedBefore, ...frozen].map(file => [file, before[file] as string] as const);
  const manifest = { ...next.manifest, files: { ...files, ...Object.fromEntries(hashes) } };
  const content = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const tree = new Map(next.tree).set(MANIFEST_PATH, { content, executable: false });
  return { ...next, tree, manifest, kept, frozen };
}

/** The files that differ between what was stamped last and a render, without those of the team. */
export function differences(
  { files: before }: Manifest,
  { manifest: { files: after }, kept }: Pick<TeamRender, 'manifest' | 'kept'>,
): { added: string[]; changed: string[]; removed: string[] } {
  return {
    added: Object.keys(after).filter(file => !(file in before) && !kept.includes(file)),
    changed: Object.keys(after).filter(file => file in before && before[file] !== after[file]),
    removed: Object.keys(before).filter(file => !(file in after) && !kept.includes(file)),
  };
}

/** Whether {@link differences} names a file. */
export function hasDifferences(recorded: Manifest, next: Pick<TeamRender, 'manifest' | 'kept'>): boolean {
  return Object.values(differences(recorded, next)).some(files => files.length > 0);
}
