import type { Account, Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { type Expected, requireVersion } from '../http/etag.ts';
import { Problem } from '../http/problem.ts';
import { ensureTags } from '../tags/service.ts';
import { type PromptRow, promptTables, summaryColumns, toSummary } from './rows.ts';
import type { NewPrompt, Prompt, PromptChange, PromptContent } from './schema.ts';
import { visibleTo } from './visibility.ts';

/**
 * Adds a prompt of a user with its new tags and its first version, in one transaction.
 * @returns the prompt's id.
 */
export async function createPromptForUser(
  database: Database,
  userId: string,
  prompt: NewPrompt,
): Promise<string> {
  const [id] = await createPromptsForUser(database, userId, [prompt]);
  return id!;
}

/**
 * Adds prompts of a user like {@link createPromptForUser}, with a few statements for all of them.
 * @returns the prompts' ids in the same order.
 */
export async function createPromptsForUser(
  database: Database,
  userId: string,
  prompts: readonly NewPrompt[],
): Promise<string[]> {
  if (prompts.length === 0) return [];
  return database.$transaction(async transaction => {
    await ensureManyTags(
      transaction,
      prompts.flatMap(({ tags }) => tags),
    );
    const rows = await transaction.prompt.createManyAndReturn({
      data: prompts.map(({ title, description, text, agentType, visibility }) => ({
        ...{ title, description, text, agentType, visibility },
        creatorId: userId,
      })),
      select: { id: true },
    });
    const contents = prompts.map((content, at) => ({ ...content, id: rows[at]!.id }));
    const tagged = contents.flatMap(({ id, tags }) => tags.map(name => ({ id, name })));
    await transaction.$executeRaw`
      INSERT INTO prompt_tags (prompt_id, tag_id)
      SELECT DISTINCT tagged.id, tags.id
      FROM unnest(${tagged.map(({ id }) => id)}::uuid[], ${tagged.map(({ name }) => name)}::text[]) AS tagged (id, name)
      JOIN tags ON tags.name = tagged.name`;
    await transaction.promptVersion.createMany({
      data: contents.map(({ id, ...content }) => versionOf(id, 1, content)),
    });
    return rows.map(({ id }) => id);
  });
}

/**
 * Adds the new tags in small batches: each list length is a separate statement, and connections keep all statements
 * prepared.
 */
export async function ensureManyTags(database: Database, names: readonly string[]): Promise<void> {
  const sorted = [...new Set(names)].sort();
  for (let at = 0; at < sorted.length; at += 20) await ensureTags(database, sorted.slice(at, at + 20));
}

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
  const tagIds = await ensureTags(transaction, names);
  await transaction.promptTag.deleteMany({ where: { promptId, tagId: { notIn: tagIds } } });
  await transaction.promptTag.createMany({
    data: tagIds.map(tagId => ({ promptId, tagId })),
    skipDuplicates: true,
  });
}

function versionOf(promptId: string, version: number, { tags, ...content }: PromptContent) {
  return { ...content, promptId, version, tags: [...new Set(tags)].sort() };
}

function noSuchPrompt(): Problem {
  return new Problem('not_found', 'There is no prompt with this id, or you may not see it.');
}
