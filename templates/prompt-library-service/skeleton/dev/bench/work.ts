import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';

// The work of the servers that the service is compared with: the statements of a request and the JSON of its response.

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

/** @param key - the table with the sort key: of the prompts, or of their tags. */
const columns = (key = 'prompt_popularity', extra = '') => `
  p.id, p.title, p.description, p.agent_type::text AS "agentType", p.visibility::text, p.version,
  key.like_count AS "likeCount", EXISTS (
    SELECT FROM user_prompt_likes l WHERE l.prompt_id = p.id AND l.user_id = $1::uuid
  ) AS liked, p.delisted_at IS NOT NULL AS delisted, p.created_at AS "createdAt", p.updated_at AS "updatedAt",
  jsonb_build_object('id', creator.id, 'name', creator.name) AS creator,
  ARRAY(SELECT t.name FROM prompt_tags pt JOIN tags t ON t.id = pt.tag_id WHERE pt.prompt_id = p.id ORDER BY t.name) AS tags
  ${extra} FROM prompts p JOIN users creator ON creator.id = p.creator_id JOIN ${key} key ON key.prompt_id = p.id
  WHERE p.visibility = ANY ($2::visibility[]) AND p.delisted_at IS NULL`;
const tagged = `${columns('prompt_tags')} AND key.tag_id = (SELECT id FROM tags WHERE name = $3)`;
const byLikes = 'ORDER BY key.like_count DESC, key.prompt_id DESC LIMIT 21';

/** Named statements, which PostgreSQL prepares once for each connection. */
const statements = {
  session: `SELECT u.id FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.access_hash = $1 AND s.access_expires_at > now()`,
  one: `SELECT ${columns('prompt_popularity', ', p.text')} AND p.id = $3`,
  newest: `SELECT ${columns()} ORDER BY p.id DESC LIMIT 21`,
  tag: `SELECT ${tagged} ${byLikes}`,
  tagAndVisibility: `SELECT ${tagged} AND key.visibility = $4 ${byLikes}`,
  search: `SELECT ${columns()} AND p.search_document LIKE '%' || trim(searchable($3)) || '%' ${byLikes}`,
  like: `INSERT INTO user_prompt_likes (user_id, prompt_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
  create: `INSERT INTO prompts (id, title, description, text, agent_type, creator_id, updated_at)
    VALUES ($1, $2, '', $3, 'LLM', $4, now())`,
};

async function run(name: keyof typeof statements, values: unknown[]): Promise<Record<string, unknown>[]> {
  return (await pool.query<Record<string, unknown>>({ name, text: statements[name], values })).rows;
}

/** Returns the id of the user with the access token in the header, or null without a header. */
export async function userOf(authorization: string | undefined): Promise<unknown> {
  const token = authorization?.slice('Bearer '.length);
  if (token === undefined) return null;
  const [user] = await run('session', [createHash('sha256').update(token).digest('base64url')]);
  return user?.id;
}

/** Returns one page of prompts. */
export async function list(user: unknown, query: URLSearchParams): Promise<unknown> {
  const who = [user, user === null ? ['PUBLIC'] : ['PUBLIC', 'PRO']];
  const read = (): Promise<Record<string, unknown>[]> => {
    if (query.has('q')) return run('search', [...who, query.get('q')]);
    if (query.has('visibility')) {
      return run('tagAndVisibility', [...who, query.get('tag'), query.get('visibility')]);
    }
    return query.has('tag') ? run('tag', [...who, query.get('tag')]) : run('newest', who);
  };
  const rows = await read();
  const next = rows.length > 20 ? Buffer.from(JSON.stringify(rows[19]?.id)).toString('base64url') : null;
  return { items: rows.slice(0, 20), nextCursor: next };
}

/** Returns one prompt; undefined if the user may not see it. */
export async function read(user: unknown, id: string): Promise<unknown> {
  const [row] = await run('one', [user, ['PUBLIC', 'PRO'], id]);
  return row;
}

/** Likes a prompt. */
export async function like(user: unknown, id: string): Promise<unknown> {
  await run('like', [user, id]);
  return { liked: true };
}

/** Adds a prompt. */
export async function create(user: unknown, prompt: { title: string; text: string }): Promise<unknown> {
  const values = [randomUUID(), prompt.title, prompt.text, user];
  await run('create', values);
  return prompt;
}

/** Returns the entity tag of a response. */
export function tagOf(json: string): string {
  return `"${createHash('sha256').update(json).digest('base64url').slice(0, 16)}"`;
}
