import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import { z } from 'zod';
import { Problem } from '../http/problem.ts';
import { defineRawRoute, type Feature } from '../http/route.ts';
import { promptServer } from './server.ts';

/** What JSON-RPC asks and answers; the protocol's own schemas look closer. */
const Message = z.looseObject({ jsonrpc: z.literal('2.0') }).meta({ id: 'McpMessage' });

const serve = defineRawRoute(
  {
    method: 'post',
    path: '/mcp',
    operationId: 'mcp',
    summary: 'The Model Context Protocol',
    description:
      'Offers the prompts to agents: `prompts/list` and `prompts/get`, over streamable HTTP without sessions. ' +
      'What you may see here is what you may see everywhere.',
    access: 'anyone',
    scope: 'read',
    body: Message,
    status: 200,
    response: Message,
    problems: ['forbidden'],
  },
  async (request, response, { database, config, viewer }) => {
    const origin = request.get('Origin');
    // Other pages could reach a service of the local network by names that they control.
    if (origin !== undefined && !config.FRONTEND_ORIGINS.includes(origin)) {
      throw new Problem('forbidden', 'Pages of this origin may not use the service; see FRONTEND_ORIGINS.');
    }
    const server = promptServer(database, viewer);
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.on('close', () => void server.close());
    // The SDK's own types do not fit each other under exactOptionalPropertyTypes.
    await server.connect(transport);
    await transport.handleRequest(request, response, request.body);
  },
  [express.json({ limit: '2mb' })],
);

/** The prompts for agents. */
export const mcp: Feature = {
  name: 'mcp',
  description: 'The prompts for agents, by the Model Context Protocol.',
  routes: [serve],
};
