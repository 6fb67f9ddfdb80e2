import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { reportServerError } from '../http/errors.ts';
import { inputReader } from '../http/input.ts';
import { Problem } from '../http/problem.ts';
import { defineRawRoute, type Feature } from '../http/route.ts';
import { csvOf, readCsv } from './csv.ts';
import { exportPrompts } from './export.ts';
import { importFile, toReport } from './import.ts';
import { jsonOf, readJson } from './json.ts';
import { sweepLeases, withLease } from './lease.ts';
import {
  BYTES_MAX,
  ExportedPrompts,
  ExportQuery,
  ImportEvent,
  ImportQuery,
  ImportReport,
  PromptArray,
  ROWS_MAX,
} from './schema.ts';
import { withUpload } from './upload.ts';

const readImport = inputReader({ params: undefined, query: ImportQuery, body: undefined });
const readExport = inputReader({ params: undefined, query: ExportQuery, body: undefined });

const importRoute = defineRawRoute(
  {
    method: 'post',
    path: '/v1/import',
    operationId: 'importPrompts',
    summary: 'Import prompts from a file',
    description:
      'CSV with a header (RFC 4180): title, text, and optionally description, agentType, visibility and tags, which ' +
      'are a line of CSV within the field. act, prompt and type are accepted as other names of title, text and ' +
      `agentType. JSON: an array of prompts. Both in UTF-8, with at most ${BYTES_MAX / 1_000_000} MB and ${ROWS_MAX} ` +
      'rows. Invalid rows are refused and reported, the others are imported; nothing is imported from a file that ' +
      'cannot be read to its end. Accept `application/x-ndjson` to see the progress; with atomic=true all of it is ' +
      'sent at the end.',
    access: 'user',
    query: ImportQuery,
    requestContent: { 'text/csv': z.string(), 'application/json': PromptArray },
    status: 200,
    responseContent: { 'application/json': ImportReport, 'application/x-ndjson': ImportEvent },
    headers: ['ETag'],
    problems: ['malformed_request', 'request_in_progress', 'import_refused'],
  },
  async (request, response, { database, viewer }) => {
    const { query } = readImport(request);
    const { atomic } = query as ImportQuery;
    const read = readerOf(request);
    const asLines = request.accepts(['json', 'application/x-ndjson']) === 'application/x-ndjson';
    const report = await withLease(database, viewer.id, () =>
      withUpload(request, async path => {
        // The import runs to its end even if the client disconnects.
        const events = importFile(database, viewer.id, () => read(path), { atomic: atomic === 'true' });
        return asLines ? sendLines(request, response, events) : toReport(events);
      }),
    );
    // Not before the lease has ended: a client with a complete response may send the next file.
    if (report) response.status(200).json(report);
    else response.end();
  },
);

/**
 * Selects the reader for the request's media type.
 * @throws Problem `unsupported_media_type`.
 */
function readerOf(request: Request): typeof readCsv {
  const type = request.is(['text/csv', 'application/json']);
  const [, charset = 'utf-8'] = /charset\s*=\s*"?([^";\s]+)/i.exec(request.get('Content-Type') ?? '') ?? [];
  const isPlain = /^utf-?8$/i.test(charset) && !request.get('Content-Encoding');
  if (isPlain && type === 'text/csv') return readCsv;
  if (isPlain && type === 'application/json') return readJson;
  throw new Problem(
    'unsupported_media_type',
    'Send the file in UTF-8, uncompressed, with Content-Type: text/csv or application/json.',
  );
}

async function sendLines(
  request: Request,
  response: Response,
  events: AsyncIterable<ImportEvent>,
): Promise<undefined> {
  const send = (event: ImportEvent) => {
    if (!response.headersSent) response.status(200).type('application/x-ndjson');
    if (!response.destroyed) response.write(`${JSON.stringify(event)}\n`);
  };
  try {
    for await (const event of events) send(event);
  } catch (error) {
    if (!response.headersSent || !(error instanceof Problem)) throw error;
    reportServerError(error, error, request);
    send({ type: 'problem', problem: error.toJSON() });
  }
}

const exportRoute = defineRawRoute(
  {
    method: 'get',
    path: '/v1/export',
    operationId: 'exportPrompts',
    summary: 'Export prompts as a file',
    description:
      'Your own prompts or all that you may see, oldest first. The file can be imported again. Values are unchanged: ' +
      'a spreadsheet may treat some of them as formulas.',
    access: 'user',
    query: ExportQuery,
    status: 200,
    responseContent: { 'text/csv': z.string(), 'application/json': ExportedPrompts },
    headers: ['Content-Disposition'],
  },
  async (request, response, { database, viewer }) => {
    const { query } = readExport(request);
    const { format, scope } = query as ExportQuery;
    const prompts = await exportPrompts(database, viewer, scope);
    response.status(200).attachment(`prompts.${format}`);
    const written =
      format === 'csv' ? pipeline(prompts, csvOf(), response) : pipeline(prompts, jsonOf, response);
    await written.catch((error: unknown) => {
      const hasLeft = (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
      if (!hasLeft) throw error;
    });
  },
);

/** Import and export of prompts as files. */
export const transfer: Feature = {
  name: 'transfer',
  description: 'Import and export of prompts as files.',
  routes: [importRoute, exportRoute],
  sweep: ({ database }) => sweepLeases(database),
};
