import { type Manifest, MANIFEST_PATH } from '@goldpath/template';
import { readBlobs, writeBlobs } from '../git/blobs.ts';
import { isRegular, type TreeEntries } from '../git/trees.ts';
import { isBinary } from '../merge/mergeFile.ts';
import { type Service, ServiceError } from '../service.ts';
import type { Texts, VersionMigration } from './migration.ts';

/**
 * Applies migrations to a service, as if its team had done them: to its files and to the paths in its manifest. The files in
 * the repository are not changed.
 */
export async function migrateService(
  service: Service,
  migrations: readonly VersionMigration[],
): Promise<Service> {
  if (migrations.length === 0) return service;
  const entries = await migrateEntries(service, service.entries, migrations, ['change', 'changeTeam']);
  const files = { ...service.manifest.files };
  const moved = (file: string) => migrations.reduce((at, { moves = {} }) => newPath(at, moves), file);
  for (const file of Object.keys(files)) {
    const hash = files[file] ?? '';
    delete files[file];
    files[moved(file)] = hash;
  }
  const manifest: Manifest = { ...service.manifest, files };
  if (manifest.once) manifest.once = manifest.once.map(moved);
  return { ...service, entries, manifest };
}

/**
 * Applies migrations to the files of a tree: those of the service; others are left as they are.
 *
 * @param changes - the functions of the migrations that are applied; `changeTeam` is for the team's files only
 */
export async function migrateEntries(
  { root, prefix }: Service,
  entries: TreeEntries,
  migrations: readonly VersionMigration[],
  changes: readonly ('change' | 'changeTeam')[] = ['change'],
): Promise<TreeEntries> {
  let migrated = entries;
  for (const migration of migrations) {
    migrated = moveEntries(migrated, prefix, migration);
    for (const change of changes) {
      const apply = migration[change];
      if (apply) migrated = await changeTexts({ root, prefix, version: migration.version }, migrated, apply);
    }
  }
  return migrated;
}

function moveEntries(entries: TreeEntries, prefix: string, { moves = {} }: VersionMigration): TreeEntries {
  const moved = new Map(entries);
  for (const [file, entry] of entries) {
    if (!file.startsWith(prefix)) continue;
    const to = prefix + newPath(file.slice(prefix.length), moves);
    // what the team has there already is its own
    if (to === file || entries.has(to)) continue;
    moved.delete(file);
    moved.set(to, entry);
  }
  return moved;
}

function newPath(file: string, moves: Readonly<Record<string, string>>): string {
  for (const [from, to] of Object.entries(moves)) {
    if (file === from) return to;
    if (from.endsWith('/') && file.startsWith(from)) return to + file.slice(from.length);
  }
  return file;
}

async function changeTexts(
  { root, prefix, version }: Pick<Service, 'root' | 'prefix'> & { version: string },
  entries: TreeEntries,
  change: (texts: Texts) => Texts,
): Promise<TreeEntries> {
  const own = [...entries].filter(([file, entry]) => file.startsWith(prefix) && isRegular(entry));
  const contents = await readBlobs(
    root,
    own.map(([, { id }]) => id),
  );
  const texts = new Map<string, string>();
  for (const [file, { id }] of own) {
    const content = contents.get(id);
    if (content && !isBinary(content)) texts.set(file.slice(prefix.length), content.toString());
  }
  texts.delete(MANIFEST_PATH);
  const changed = [...change(texts)].filter(([file, text]) => texts.get(file) !== text);
  const ids = await writeBlobs(
    root,
    changed.map(([, text]) => Buffer.from(text)),
  );
  const next = new Map(entries);
  for (const [index, [file]] of changed.entries()) {
    const entry = entries.get(prefix + file);
    if (!entry)
      throw new ServiceError(`The migration to ${version} changes ${file}, which the service does not have.`);
    next.set(prefix + file, { ...entry, id: ids[index] ?? '' });
  }
  return next;
}
