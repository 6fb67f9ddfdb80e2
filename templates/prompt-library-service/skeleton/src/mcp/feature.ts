import express from 'express';
import { z } from 'zod';
import { Problem } from '../http/problem.ts';
import { defineRawRoute, type Feature } from '../http/route.ts';

/** A JSON-RPC message; the MCP SDK validates it in detail. */
const Message = z.looseObject({ jsonrpc: z.literal('2.0') }).meta({ id: 'McpMessage' });

/** An error of the protocol. */
const McpError = z
  .object({
    jsonrpc: z.literal('2.0'),
    error: z.object({ code: z.int(), message: z.string() }),
    id: z.null().optional(),
  })
  .meta({ id: 'McpError' });

/** The response to a body that is not one message: the protocol has no batches since its version of 2025-06-18. */
const NOT_A_MESSAGE = {
  jsonrpc: '2.0',
  error: { code: -32_600, message: 'The body must be one JSON-RPC 2.0 message; batches are not supported.' },
  id: null,
};

const serve = defineRawRoute(
  {
    method: 'post',
    path: '/mcp',
    operationId: 'mcp',
    summary: 'The Model Context Protocol',
    description:
      'Offers the prompts to agents: `prompts/list` and `prompts/get`, over streamable HTTP without sessions. ' +
      'You may see the same prompts here as in the rest of the API.',
    access: 'anyone',
    scope: 'read',
    body: Message,
    status: 200,
    response: Message,
    otherStatuses: { 202: 'A notification was received. The response has no body.' },
    badRequest: McpError,
    problems: ['forbidden'],
  },
  async (request, response, { database, config, viewer }) => {
    const origin = request.get('Origin');
    // Other pages could reach a service in the local network through host names that they control.
    if (origin !== undefined && !config.FRONTEND_ORIGINS.includes(origin)) {
      throw new Problem('forbidden', 'Pages of this origin may not use the service; see FRONTEND_ORIGINS.');
    }
    if (!Message.safeParse(request.body).success) {
      response.status(400).type('json').end(JSON.stringify(NOT_A_MESSAGE));
      return;
    }
    // Loaded with the first request: most replicas of most services never get one.
    const [{ promptServer }, { StreamableHTTPServerTransport }] = await Promise.all([
      import('./server.ts'),
      import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
    ]);
    const server = promptServer(database, viewer);
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.on('close', () => void server.close());
    // The SDK's own types are incompatible with each other under exactOptionalPropertyTypes.
    await server.connect(transport);
    await transport.handleRequest(request, response, request.body);
  },
  [express.json({ limit: '2mb' })],
);

/** Access to prompts for agents. */
export const mcp: Feature = {
  name: 'mcp',
  description: 'Access to prompts for agents, through the Model Context Protocol.',
  routes: [serve],
};
