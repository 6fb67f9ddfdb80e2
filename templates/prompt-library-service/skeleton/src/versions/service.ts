import type { Account, Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Expected } from '../http/etag.ts';
import { toPage } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { fetchPrompt, requireVisible, updatePrompt } from '../prompts/service.ts';
import { visibleLevels } from '../prompts/visibility.ts';
import type { Prompt } from '../prompts/schema.ts';
import { compareVersions } from './diff.ts';
import type { Version, VersionDiff, VersionPage, VersionQuery } from './schema.ts';

/**
 * Returns one page of the versions of a prompt that the viewer may see, newest first.
 * @throws Problem `not_found` for the prompt.
 */
export async function fetchVersions(
  database: Database,
  viewer: Viewer,
  promptId: string,
  { limit, cursor }: VersionQuery,
): Promise<VersionPage> {
  const seen = await seenBy(database, viewer, promptId);
  const after = cursor === undefined ? Prisma.empty : Prisma.sql`AND v.version < ${cursor}`;
  const rows = await database.$queryRaw<(Omit<Version, 'createdAt'> & { createdAt: Date })[]>`
    SELECT v.version, v.title, v.visibility::text, v.created_at AS "createdAt" FROM prompt_versions v
    WHERE v.prompt_id = ${promptId}::uuid AND ${seen} ${after} ORDER BY v.version DESC LIMIT ${limit + 1}`;
  return toPage(rows, limit, ({ version }) => version, toVersion);
}

/**
 * Returns one version of a prompt.
 * @throws Problem `not_found` for the prompt or the version.
 */
export async function fetchVersion(
  database: Database,
  viewer: Viewer,
  promptId: string,
  version: number,
): Promise<Version> {
  const seen = await seenBy(database, viewer, promptId);
  const [row] = await database.$queryRaw<(Omit<Version, 'createdAt'> & { createdAt: Date })[]>`
    SELECT v.version, v.title, v.description, v.text, v.agent_type::text AS "agentType",
      v.visibility::text, v.tags, v.created_at AS "createdAt"
    FROM prompt_versions v WHERE v.prompt_id = ${promptId}::uuid AND v.version = ${version} AND ${seen}`;
  if (!row) throw new Problem('not_found', 'The prompt does not have this version, or you may not see it.');
  return toVersion(row);
}

/**
 * Compares two versions of a prompt.
 * @param from - by default the previous version; version 1 is compared with itself.
 * @throws Problem `not_found` for the prompt or a version.
 */
export async function diffVersions(
  database: Database,
  viewer: Viewer,
  promptId: string,
  to: number,
  from: number = Math.max(1, to - 1),
): Promise<VersionDiff> {
  const later = await fetchVersion(database, viewer, promptId, to);
  return compareVersions(await fetchVersion(database, viewer, promptId, from), later);
}

/**
 * Restores an earlier version as the newest one. The visibility does not change: restoring an old text must not open or
 * close the prompt.
 * @throws Problem `not_found`, `forbidden` or `precondition_failed`.
 */
export function restoreVersion(
  database: Database,
  viewer: Account,
  promptId: string,
  version: number,
  expected: Expected,
): Promise<Prompt> {
  return database.$transaction(async transaction => {
    const { title, description, text, agentType, tags } = await fetchVersion(
      transaction,
      viewer,
      promptId,
      version,
    );
    await updatePrompt(
      transaction,
      viewer,
      promptId,
      { title, description, text, agentType, tags },
      expected,
    );
    return fetchPrompt(transaction, viewer, promptId);
  });
}

/**
 * Returns the condition on `prompt_versions v` for the versions that the viewer may see: a version that was private
 * when it was written stays private, even if the prompt was opened later.
 */
async function seenBy(database: Database, viewer: Viewer, promptId: string): Promise<Prisma.Sql> {
  const { creatorId } = await requireVisible(database, viewer, promptId);
  if (creatorId === viewer?.id) return Prisma.sql`TRUE`;
  return Prisma.sql`v.visibility = ANY (${visibleLevels(viewer)}::visibility[])`;
}

function toVersion<Row extends { createdAt: Date }>(
  row: Row,
): Omit<Row, 'createdAt'> & { createdAt: string } {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
