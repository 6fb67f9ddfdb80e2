import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  McpError,
  type Prompt as McpPrompt,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { fetchPrompts } from '../prompts/list.ts';
import { PromptQuery } from '../prompts/schema.ts';
import { fetchPrompt } from '../prompts/service.ts';
import { listVariables, renderPrompt } from '../prompts/variables.ts';
import { service } from '../service.ts';

/** Creates an MCP server with the prompts that a viewer may see, each named by its id, its variables as arguments. */
export function promptServer(database: Database, viewer: Viewer): Server {
  const { name, version } = service;
  const server = new Server({ name, version }, { capabilities: { prompts: {} } });
  server.setRequestHandler(ListPromptsRequestSchema, ({ params }) =>
    withProtocolErrors(() => listPrompts(database, viewer, params?.cursor)),
  );
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) =>
    withProtocolErrors(async () => {
      const { title, text } = await fetchPrompt(database, viewer, readId(params.name));
      const rendered = renderPrompt(text, params.arguments ?? {});
      return {
        description: title,
        messages: [{ role: 'user', content: { type: 'text', text: rendered } }],
      };
    }),
  );
  return server;
}

async function listPrompts(
  database: Database,
  viewer: Viewer,
  cursor: string | undefined,
): Promise<{ prompts: McpPrompt[]; nextCursor?: string }> {
  const query = PromptQuery.safeParse({ limit: '50', ...(cursor !== undefined && { cursor }) });
  if (!query.success) throw new McpError(ErrorCode.InvalidParams, 'cursor is not a nextCursor of this list.');
  const { items, nextCursor } = await fetchPrompts(database, viewer, query.data);
  // The page contains only prompts that the viewer may see.
  const rows = await database.prompt.findMany({
    where: { id: { in: items.map(({ id }) => id) } },
    select: { id: true, text: true },
  });
  const texts = new Map(rows.map(({ id, text }) => [id, text]));
  return {
    prompts: items.map(({ id, title, description }) => ({
      name: id,
      title,
      description,
      arguments: listVariables(texts.get(id) ?? '').map(variable => ({
        name: variable.name,
        required: variable.default === null,
        ...(variable.default !== null && { description: `Default: ${variable.default}` }),
      })),
    })),
    ...(nextCursor !== null && { nextCursor }),
  };
}

/** A name that is not an id does not exist. */
function readId(name: string): string {
  const id = z.uuid().safeParse(name);
  if (!id.success) throw new Problem('not_found', 'There is no prompt with this id, or you may not see it.');
  return id.data;
}

/** Turns a Problem into a protocol error; other errors are unchanged, and the client gets no details of them. */
async function withProtocolErrors<T>(answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new McpError(ErrorCode.InvalidParams, error.message);
  }
}
