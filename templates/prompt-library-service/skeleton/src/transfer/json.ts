import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { pipeline as finished } from 'node:stream/promises';
import { streamArray, type StreamArrayItem } from 'stream-json/streamers/stream-array.js';
import verifier from 'stream-json/utils/verifier.js';
import { Problem } from '../http/problem.ts';
import type { PromptContent } from '../prompts/schema.ts';
import type { PromptFile, Row } from './file.ts';

/** Bytes: the same limit as for a request with one prompt. */
const ELEMENT_MAX = 2_000_000;

/**
 * Opens a JSON file that is an array of prompts.
 * @throws Problem `malformed_json` or `import_refused` when the file is invalid, as its rows are read.
 */
export function readJson(path: string): Promise<PromptFile> {
  return Promise.resolve({ ignoredColumns: [], rows: readElements(path) });
}

async function* readElements(path: string): AsyncGenerator<Row> {
  let begun = -1;
  let bytes = 0;
  const bounded = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > ELEMENT_MAX) {
        throw new Problem('import_refused', `Element ${begun} is longer than 2 MB. Nothing was imported.`);
      }
      yield chunk;
    }
  };
  const parser = streamArray.withParserAsStream({
    includeUndecided: true,
    // Filters nothing: it is called at each token, and so also where an element ends, even if that is read later.
    objectFilter: ({ depth }) => {
      if (depth === 1) [begun, bytes] = [begun + 1, 0];
      return undefined;
    },
  });
  const elements = pipeline(createReadStream(path), bounded, parser, () => {
    // Errors are thrown by the iteration.
  });
  try {
    for await (const { key, value } of elements as AsyncIterable<StreamArrayItem>) {
      yield { place: { index: key }, content: value, errors: [] };
    }
  } catch (error) {
    // The parser's errors have neither a class nor a code.
    if (!(error instanceof Error) || !/^(Parser|Top-level)/.test(error.message)) throw error;
    await refuseMalformed(path);
    throw new Problem('malformed_json', 'The body must be an array of prompts. Nothing was imported.');
  }
}

/** Reads the file again, with a parser that reports positions. */
async function refuseMalformed(path: string): Promise<void> {
  try {
    await finished(createReadStream(path), verifier.asStream());
  } catch (error) {
    const { line } = error as { line?: number };
    if (line === undefined) throw error;
    throw new Problem('malformed_json', `The body is not valid JSON at line ${line}. Nothing was imported.`);
  }
}

/** Writes prompts as a JSON array, one per line. */
export async function* jsonOf(prompts: AsyncIterable<PromptContent>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const prompt of prompts) {
    yield before + JSON.stringify(prompt);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
