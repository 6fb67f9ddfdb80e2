import { v7 as newId } from 'uuid';
import type { Database } from '../database/database.ts';
import { ensureTags } from '../tags/service.ts';
import type { NewPrompt, Prompt } from './schema.ts';

/** The values of a new prompt that the database adds. */
type Created = Pick<Prompt, 'id' | 'tags' | 'creator'> & { createdAt: Date };

/** Adds a prompt of a user with its new tags and its first version. */
export async function createPromptForUser(
  database: Database,
  userId: string,
  prompt: NewPrompt,
): Promise<Prompt> {
  const [created] = await createPromptsForUser(database, userId, [prompt]);
  return created!;
}

/**
 * Adds prompts of a user, with two statements for all of them: the new tags, and the prompts with their tags and first
 * versions, of which either all or none are added.
 * @returns the prompts in the same order.
 */
export async function createPromptsForUser(
  database: Database,
  userId: string,
  prompts: readonly NewPrompt[],
): Promise<Prompt[]> {
  if (prompts.length === 0) return [];
  await ensureTags(
    database,
    prompts.flatMap(({ tags }) => tags),
  );
  // The ids increase, so the order of the prompts is the order of lists by age.
  const given = prompts.map(prompt => ({ ...prompt, id: newId() }));
  const rows = await insert(database, userId, JSON.stringify(given));
  const created = new Map(rows.map(row => [row.id, row]));
  return given.map(prompt => toPrompt(prompt, created.get(prompt.id)!));
}

function insert(database: Database, userId: string, prompts: string): Promise<Created[]> {
  return database.$queryRaw<Created[]>`
    WITH given AS MATERIALIZED (
      SELECT id, title, description, text, "agentType"::agent_type, visibility,
        ARRAY(SELECT DISTINCT name FROM unnest(tags) AS name ORDER BY name) AS tags
      FROM json_to_recordset(${prompts}::json) AS given (
        id uuid, title text, description text, text text, "agentType" text, visibility visibility, tags text[]
      )
    ), added AS (
      INSERT INTO prompts (id, title, description, text, agent_type, visibility, creator_id, updated_at)
      SELECT id, title, description, text, "agentType", visibility, ${userId}::uuid, CURRENT_TIMESTAMP FROM given
      RETURNING id, created_at, creator_id
    ), tagged AS (
      INSERT INTO prompt_tags (prompt_id, tag_id, visibility)
      SELECT given.id, tags.id, given.visibility FROM given, unnest(given.tags) AS tag (name) JOIN tags ON tags.name = tag.name
    ), numbered AS (
      INSERT INTO prompt_versions (prompt_id, version, title, description, text, agent_type, visibility, tags)
      SELECT id, 1, title, description, text, "agentType", visibility, tags FROM given
    )
    SELECT added.id, given.tags, added.created_at AS "createdAt",
      jsonb_build_object('id', creator.id, 'name', creator.name) AS creator
    FROM added JOIN given ON given.id = added.id JOIN users creator ON creator.id = added.creator_id`;
}

function toPrompt(
  { id, title, description, agentType, visibility, text }: NewPrompt & { id: string },
  { creator, tags, createdAt }: Created,
): Prompt {
  const at = createdAt.toISOString();
  // The order of `summaryColumns`: the entity tag of the new prompt is the one that a read returns.
  return {
    ...{ id, title, description, agentType, visibility, version: 1 },
    ...{ likeCount: 0, liked: false, delisted: false, createdAt: at, updatedAt: at },
    ...{ creator, tags, text },
  };
}
