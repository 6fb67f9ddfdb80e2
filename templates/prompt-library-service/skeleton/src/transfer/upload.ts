import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../http/problem.ts';
import { BYTES_MAX } from './schema.ts';

/**
 * Writes a request's body to a temporary file while `use` runs. It is not read on the fly, so that no transaction waits
 * for a slow client, and a file with an invalid end is rejected as a whole.
 * @param use - gets the file's path.
 * @throws Problem `body_too_large`, `import_refused` when it is not UTF-8, `malformed_request` when it is aborted.
 */
export async function withUpload<T>(request: IncomingMessage, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'import-'));
  try {
    const path = join(folder, 'upload');
    await pipeline(checkedBytes(request), createWriteStream(path)).catch((error: unknown) => {
      if (request.destroyed && !request.complete) {
        throw new Problem('malformed_request', 'The upload was aborted; nothing was imported.', {
          cause: error,
        });
      }
      // A client that is still sending reads the response only after the rest of its request has been read.
      request.resume();
      throw error;
    });
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* checkedBytes(request: IncomingMessage): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  let line = 1;
  let tail: Buffer = Buffer.alloc(0);
  // The connection stays open for the response.
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > BYTES_MAX) throw tooLarge();
    const seen = Buffer.concat([tail, chunk]);
    if (!decodes(decoder, chunk)) throw notUtf8(line + linesBeforeInvalid(seen));
    line += lineFeeds(chunk);
    tail = lastCharacter(seen);
    yield chunk;
  }
  if (!decodes(decoder)) throw notUtf8(line);
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Returns the bytes of the last character if it has several, even if some have not arrived yet. */
function lastCharacter(bytes: Buffer): Buffer {
  const start = bytes.findLastIndex(byte => (byte & 0xc0) !== 0x80);
  return bytes.subarray(bytes[start]! < 0x80 ? bytes.length : start);
}

/** Counts the lines before the first one that is not UTF-8; no multi-byte character contains a line feed byte. */
function linesBeforeInvalid(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n');
  return lines.findIndex(line => !isUtf8(Buffer.from(line, 'latin1')));
}

function lineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}

function notUtf8(line: number): Problem {
  return new Problem(
    'import_refused',
    `Line ${line} is not UTF-8; nothing was imported. Save the file in UTF-8.`,
  );
}

function tooLarge(): Problem {
  return new Problem(
    'body_too_large',
    `The file is larger than ${BYTES_MAX / 1_000_000} MB; nothing was imported. Split it.`,
  );
}
