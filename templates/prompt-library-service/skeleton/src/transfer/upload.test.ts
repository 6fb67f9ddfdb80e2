import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withUpload } from './upload.ts';

const anyText = fc
  .array(fc.constantFrom('a', 'é', '가', '👩', '\n'), { maxLength: 30 })
  .map(parts => parts.join(''));

/** A request whose body comes in pieces of so many bytes. */
function requestOf(bytes: Buffer, sizes: readonly number[]): IncomingMessage {
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return Readable.from(pieces) as IncomingMessage;
}
const anySizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

test('UTF-8 is written unchanged, however it is split into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anySizes, async (text, sizes) => {
      const written = await withUpload(requestOf(Buffer.from(text), sizes), path => readFile(path, 'utf8'));
      expect(written).toBe(text);
    }),
  );
});

test('the line that is not UTF-8 is reported, however the file is split into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, fc.nat(), anySizes, async (text, somewhere, sizes) => {
      const bytes = Buffer.from(text);
      const before = bytes.subarray(0, somewhere % (bytes.length + 1));
      const wrong = Buffer.concat([before, Buffer.from([0xff]), bytes.subarray(before.length)]);
      const line = before.toString('latin1').split('\n').length;
      const read = withUpload(requestOf(wrong, sizes), () => Promise.resolve());
      await expect(read).rejects.toThrow(`Line ${line} is not UTF-8`);
    }),
  );
});
