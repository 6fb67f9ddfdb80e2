import { expect, test } from 'vitest';
import { jsonLines } from './jsonLines.ts';

async function read(...chunks: (string | Uint8Array)[]): Promise<unknown[]> {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
  const values: unknown[] = [];
  for await (const value of jsonLines(stream)) values.push(value);
  return values;
}

test.each([
  ['lines in one chunk', ['{"a":1}\n{"b":2}\n']],
  ['a line in several chunks', ['{"a"', ':1}\n{"b":', '2}\n']],
  ['a last line without a line break', ['{"a":1}\n{"b":2}']],
  ['empty lines', ['\n{"a":1}\n\n{"b":2}\n\n']],
])('%s are read', async (_case, chunks) => {
  expect(await read(...chunks)).toEqual([{ a: 1 }, { b: 2 }]);
});

test('a character in two chunks is read', async () => {
  const bytes = new TextEncoder().encode('"한"\n');
  expect(await read(bytes.slice(0, 2), bytes.slice(2))).toEqual(['한']);
});
