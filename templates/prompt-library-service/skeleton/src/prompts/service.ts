import type { Account, Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { type Expected, requireVersion } from '../http/etag.ts';
import { Problem } from '../http/problem.ts';
import { ensureTags } from '../tags/service.ts';
import { type PromptRow, promptTables, summaryColumns, toSummary } from './rows.ts';
import type { Prompt, PromptChange, PromptContent } from './schema.ts';
import { visibleTo } from './visibility.ts';

/**
 * Returns one prompt with its text.
 * @throws Problem `not_found`, also when the viewer may not see it.
 */
export async function fetchPrompt(database: Database, viewer: Viewer, id: string): Promise<Prompt> {
  const [row] = await database.$queryRaw<(PromptRow & { text: string })[]>`
    SELECT ${summaryColumns(viewer)}, p.text FROM ${promptTables}
    WHERE p.id = ${id}::uuid AND ${visibleTo(viewer)}`;
  if (!row) throw noSuchPrompt();
  return toSummary(row);
}

/**
 * Checks that the viewer may see a prompt.
 * @returns its creator and its kind.
 * @throws Problem `not_found`.
 */
export async function requireVisible(
  database: Database,
  viewer: Viewer,
  id: string,
): Promise<{ creatorId: string; agentType: 'LLM' | 'IMAGE' }> {
  const [row] = await database.$queryRaw<{ creatorId: string; agentType: 'LLM' | 'IMAGE' }[]>`
    SELECT p.creator_id AS "creatorId", p.agent_type::text AS "agentType" FROM prompts p
    WHERE p.id = ${id}::uuid AND ${visibleTo(viewer)}`;
  if (!row) throw noSuchPrompt();
  return row;
}

/**
 * Checks that a prompt is the viewer's own.
 * @throws Problem `not_found` when the viewer may not see it, `forbidden` when it is another user's.
 */
export async function requireOwn(
  database: Database,
  viewer: Account,
  id: string,
): Promise<{ agentType: 'LLM' | 'IMAGE' }> {
  const { creatorId, agentType } = await requireVisible(database, viewer, id);
  if (creatorId !== viewer.id) throw new Problem('forbidden', 'Only the creator of a prompt may change it.');
  return { agentType };
}

/**
 * Changes a prompt and stores the result as its next version. A change without effect adds no version.
 * @param expected - the versions that the change may start from.
 * @throws Problem `not_found`, `forbidden` or `precondition_failed`.
 */
export function updatePrompt(
  database: Database,
  viewer: Account,
  id: string,
  change: PromptChange,
  expected: Expected,
): Promise<void> {
  return database.$transaction(async transaction => {
    await requireOwn(transaction, viewer, id);
    const { version, ...before } = await lockContent(transaction, id);
    requireVersion(expected, version);
    const { tags, ...columns } = { ...before, ...change } satisfies PromptContent;
    const after = { ...columns, tags: [...new Set(tags)].sort() };
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    await transaction.prompt.update({ where: { id }, data: { ...columns, version: version + 1 } });
    if (change.tags) await replaceTags(transaction, id, after.tags);
    await transaction.promptVersion.create({ data: versionOf(id, version + 1, after) });
  });
}

/**
 * Deletes a prompt and everything that belongs to it.
 * @throws Problem `not_found` or `forbidden`.
 */
export async function deletePrompt(database: Database, viewer: Account, id: string): Promise<void> {
  await requireOwn(database, viewer, id);
  await database.prompt.deleteMany({ where: { id, creatorId: viewer.id } });
}

/** Reads the content of a prompt, and locks it until the transaction ends. */
async function lockContent(transaction: Database, id: string): Promise<PromptContent & { version: number }> {
  const [row] = await transaction.$queryRaw<(Omit<PromptContent, 'tags'> & { version: number })[]>`
    SELECT title, description, text, agent_type::text AS "agentType", visibility::text, version
    FROM prompts WHERE id = ${id}::uuid FOR UPDATE`;
  if (!row) throw noSuchPrompt();
  // A separate statement: one that waited for the lock would see the old tags.
  const tags = await transaction.promptTag.findMany({
    where: { promptId: id },
    select: { tag: { select: { name: true } } },
  });
  return { ...row, tags: tags.map(({ tag }) => tag.name).sort() };
}

async function replaceTags(transaction: Database, promptId: string, names: readonly string[]): Promise<void> {
  await ensureTags(transaction, names);
  await transaction.$executeRaw`
    DELETE FROM prompt_tags pt USING tags t
    WHERE t.id = pt.tag_id AND pt.prompt_id = ${promptId}::uuid AND t.name <> ALL (${names}::text[])`;
  await transaction.$executeRaw`
    INSERT INTO prompt_tags (prompt_id, tag_id)
    SELECT ${promptId}::uuid, id FROM tags WHERE name = ANY (${names}::text[]) ON CONFLICT DO NOTHING`;
}

function versionOf(promptId: string, version: number, { tags, ...content }: PromptContent) {
  return { ...content, promptId, version, tags: [...new Set(tags)].sort() };
}

/** Creates the problem for a prompt that does not exist or that the viewer may not see. */
export function noSuchPrompt(): Problem {
  return new Problem('not_found', 'There is no prompt with this id, or you may not see it.');
}
