import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ServiceError } from '../service.ts';
import { compareVersions } from '../versions.ts';
import type { Migration, VersionMigration } from './migration.ts';

const fileName = /^(\d+\.\d+\.\d+)\.[jt]s$/;

/**
 * Loads the migrations of the versions after one version up to another, in their order. Their code is executed.
 *
 * @param dir - the folder `migrations/` of the template, which may be missing
 * @throws ServiceError when a file does not export a migration
 */
export async function loadMigrations(dir: string, from: string, to: string): Promise<VersionMigration[]> {
  const names = await readdir(dir).catch(() => []);
  const versions = names
    .map(name => ({ name, version: fileName.exec(name)?.[1] ?? '' }))
    .filter(
      ({ version }) =>
        version !== '' && compareVersions(from, version) < 0 && compareVersions(version, to) <= 0,
    )
    .sort((left, right) => compareVersions(left.version, right.version));
  const migrations: VersionMigration[] = [];
  for (const { name, version } of versions) {
    const { migration } = (await import(pathToFileURL(path.join(dir, name)).href)) as Record<string, unknown>;
    if (!isMigration(migration)) {
      const problem = 'does not export a "migration" with "notes", and "moves", "change" or "changeTeam"';
      throw new ServiceError(`${path.join(dir, name)} ${problem}; see docs/writing-a-template.md.`);
    }
    migrations.push({ ...migration, version });
  }
  return migrations;
}

function isMigration(value: unknown): value is Migration {
  const { notes, moves = {}, change, changeTeam } = (value ?? {}) as Record<string, unknown>;
  const areFunctions = [change, changeTeam].every(one => one === undefined || typeof one === 'function');
  return typeof notes === 'string' && typeof moves === 'object' && areFunctions;
}
