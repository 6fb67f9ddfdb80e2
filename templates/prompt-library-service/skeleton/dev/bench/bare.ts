import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';

// The least that a Node server can do for the benchmark's requests: no validation, no framework, no limits.

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

async function userOf({ headers }: IncomingMessage): Promise<unknown> {
  const token = headers.authorization?.slice('Bearer '.length);
  if (token === undefined) return null;
  const [user] = await run('session', [createHash('sha256').update(token).digest('base64url')]);
  return user?.id;
}

async function list(user: unknown, query: URLSearchParams): Promise<unknown> {
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

async function write(request: IncomingMessage, user: unknown, id: string): Promise<[number, unknown]> {
  if (request.method === 'PUT') {
    await run('like', [user, id]);
    return [200, { liked: true }];
  }
  const prompt = JSON.parse(await text(request)) as { title: string; text: string };
  const values = [randomUUID(), prompt.title, prompt.text, user];
  await run('create', values);
  return [201, prompt];
}

const server = createServer((request, response) => {
  const answer = (status: number, body: unknown) => {
    const json = JSON.stringify(body);
    const etag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 16)}"`;
    const isKnown = request.headers['if-none-match'] === etag;
    response.writeHead(isKnown ? 304 : status, { 'content-type': 'application/json', etag });
    response.end(isKnown ? undefined : json);
  };
  const handle = async () => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bare');
    const id = pathname.split('/')[3];
    const user = await userOf(request);
    if (request.method !== 'GET') return answer(...(await write(request, user, id ?? '')));
    if (id === undefined) return answer(200, await list(user, searchParams));
    const [row] = await run('one', [user, ['PUBLIC', 'PRO'], id]);
    answer(row ? 200 : 404, row ?? null);
  };
  handle().catch((error: unknown) => {
    console.error(error);
    answer(500, null);
  });
});
// As the service: connections outlive the rounds of the other server.
server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT), () =>
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`),
);
process.once('SIGTERM', () => process.exit());
