import { type Database, isForeignKeyViolation } from '../database/database.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { toPage } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { ensureTags } from '../tags/service.ts';
import type { NewPrompt, Prompt, PromptPage, PromptQuery, PromptSummary } from './schema.ts';

const summaryColumns = {
  id: true,
  title: true,
  description: true,
  agentType: true,
  createdAt: true,
  updatedAt: true,
  creator: { select: { id: true, name: true } },
  tags: { select: { tag: { select: { name: true } } } },
} satisfies Prisma.PromptSelect;

const columns = { ...summaryColumns, text: true } satisfies Prisma.PromptSelect;

/**
 * Adds a prompt, and its tags where they are new; all of it or nothing.
 * @throws Problem `unknown_reference` when there is no such creator.
 */
export async function createPrompt(database: Database, { tags, ...prompt }: NewPrompt): Promise<Prompt> {
  try {
    const created = await database.$transaction(async transaction => {
      const tagIds = await ensureTags(transaction, tags);
      return transaction.prompt.create({
        data: { ...prompt, tags: { createMany: { data: tagIds.map(tagId => ({ tagId })) } } },
        select: columns,
      });
    });
    return { ...toSummary(created), text: created.text };
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new Problem('unknown_reference', 'There is no user with this creatorId; add the user first.', {
      fields: [{ field: 'body.creatorId', message: 'is not the id of a user' }],
      cause: error,
    });
  }
}

/** The newest prompts that have all of the given tags, one page of them. */
export async function fetchPrompts(
  database: Database,
  { tag, limit, cursor }: PromptQuery,
): Promise<PromptPage> {
  const rows = await database.prompt.findMany({
    where: {
      ...(cursor !== undefined && { id: { lt: cursor } }),
      AND: tag.map(name => ({ tags: { some: { tag: { name } } } })),
    },
    // Ids are UUIDv7: their order is the order of creation.
    orderBy: { id: 'desc' },
    take: limit + 1,
    select: summaryColumns,
  });
  return toPage(rows, limit, row => row.id, toSummary);
}

/**
 * One prompt with its text.
 * @throws Problem `not_found`.
 */
export async function fetchPrompt(database: Database, id: string): Promise<Prompt> {
  const row = await database.prompt.findUnique({ where: { id }, select: columns });
  if (!row) throw new Problem('not_found', 'There is no prompt with this id.');
  return { ...toSummary(row), text: row.text };
}

function toSummary(row: Prisma.PromptGetPayload<{ select: typeof summaryColumns }>): PromptSummary {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    agentType: row.agentType,
    tags: row.tags.map(({ tag }) => tag.name).sort(),
    creator: row.creator,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
