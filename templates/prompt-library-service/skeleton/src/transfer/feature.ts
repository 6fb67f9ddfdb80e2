import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { tellOf } from '../http/errors.ts';
import { readInput } from '../http/input.ts';
import { Problem } from '../http/problem.ts';
import { defineRawRoute, type Feature } from '../http/route.ts';
import { csvOf, readCsv } from './csv.ts';
import { exportPrompts } from './export.ts';
import { importFile, toReport } from './import.ts';
import { jsonOf, readJson } from './json.ts';
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

/** Who has an import under way here; a second one at a time is most likely the first one repeated. */
const importing = new Set<string>();

const importRoute = defineRawRoute(
  {
    method: 'post',
    path: '/v1/import',
    operationId: 'importPrompts',
    summary: 'Add the prompts of a file',
    description:
      'CSV with a header (RFC 4180): title, text, and if you like description, agentType, visibility, tags, which ' +
      'are a line of CSV within the field. Also understood: act for title, prompt for text, type for agentType. ' +
      `JSON: an array of prompts. Both in UTF-8, of ${BYTES_MAX / 1_000_000} MB and ${ROWS_MAX} rows at most. ` +
      'Rows that are not right are refused and named, the others go in; a file that cannot be read to its end ' +
      'leaves nothing behind. Ask for `application/x-ndjson` to see the progress; with atomic=true it all comes ' +
      'at the end.',
    access: 'user',
    query: ImportQuery,
    requestContent: { 'text/csv': z.string(), 'application/json': PromptArray },
    status: 200,
    responseContent: { 'application/json': ImportReport, 'application/x-ndjson': ImportEvent },
    problems: ['malformed_request', 'request_in_progress', 'import_refused'],
  },
  async (request, response, { database, viewer }) => {
    const { query } = readInput(request, { params: undefined, query: ImportQuery, body: undefined });
    const { atomic } = query as ImportQuery;
    const read = readerOf(request);
    if (importing.has(viewer.id)) {
      throw new Problem('request_in_progress', 'An import of yours is still at work.', {
        headers: { 'Retry-After': '10' },
      });
    }
    importing.add(viewer.id);
    const asLines = request.accepts(['json', 'application/x-ndjson']) === 'application/x-ndjson';
    let report: ImportReport | undefined;
    try {
      report = await withUpload(request, async path => {
        // It goes on to its end also when nobody waits for the answer any longer.
        const events = importFile(database, viewer.id, () => read(path), { atomic: atomic === 'true' });
        return asLines ? sendLines(request, response, events) : toReport(events);
      });
    } finally {
      importing.delete(viewer.id);
    }
    // Only now: a client that has the whole answer may send the next file.
    if (report) response.status(200).json(report);
    else response.end();
  },
);

/** @throws Problem `unsupported_media_type`. */
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
    tellOf(error, error, request);
    send({ type: 'problem', problem: error.toJSON() });
  }
}

const exportRoute = defineRawRoute(
  {
    method: 'get',
    path: '/v1/export',
    operationId: 'exportPrompts',
    summary: 'Prompts as a file',
    description:
      'Your own prompts or all that you may see, the oldest first. The file can be imported again. Values are ' +
      'exactly what was written: a spreadsheet may take some of them for formulas.',
    access: 'user',
    query: ExportQuery,
    status: 200,
    responseContent: { 'text/csv': z.string(), 'application/json': ExportedPrompts },
  },
  async (request, response, { database, viewer }) => {
    const { query } = readInput(request, { params: undefined, query: ExportQuery, body: undefined });
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

/** Prompts in files: imported and exported. */
export const transfer: Feature = {
  name: 'transfer',
  description: 'Prompts in files: imported and exported.',
  routes: [importRoute, exportRoute],
};
