import { ImportEvent } from '../src/transfer/schema.ts';
import type { Answer, Client, Service } from './service.ts';

/** A valid row. */
export const right = { title: 'Right', text: 'Text', agentType: 'LLM' };

/** A file with one valid row. */
export const header = 'title,text\nA,Text\n';

/** The content of an import: a file, or the elements of a JSON array. */
export type Body = string | Buffer | object[];

/** Sends a file or the elements of a JSON array to be imported, and returns the response. */
export async function send(
  client: Client,
  body: Body,
  query = '',
  headers: Record<string, string> = {},
): Promise<Pick<Answer, 'status' | 'body'> & { lines: ImportEvent[] }> {
  const isFile = typeof body === 'string' || Buffer.isBuffer(body);
  const response = await client.fetch(`/v1/import${query}`, {
    method: 'POST',
    headers: { 'content-type': isFile ? 'text/csv' : 'application/json', ...headers },
    body: isFile ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isLines = response.headers.get('content-type')?.startsWith('application/x-ndjson');
  return {
    status: response.status,
    body: isLines ? undefined : (JSON.parse(text) as unknown),
    lines: isLines
      ? text
          .trimEnd()
          .split('\n')
          .map(line => ImportEvent.parse(JSON.parse(line)))
      : [],
  };
}

/** The prompts of a user, in the order of their creation, with tags and versions. */
export const promptsOf = ({ database }: Service, { id }: Client) =>
  database.prompt.findMany({
    where: { creatorId: id },
    orderBy: { id: 'asc' },
    omit: { creatorId: true, createdAt: true, updatedAt: true, delistedAt: true },
    include: { tags: { include: { tag: true } }, versions: true },
  });
