import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { PromptContent } from '../prompts/schema.ts';
import { TagName } from '../tags/schema.ts';
import { csvOf, readCsv } from './csv.ts';
import { validateRow, type PromptFile, type Row } from './file.ts';
import { jsonOf, readJson } from './json.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
const path = join(folder, 'file');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that has a meaning to CSV, to JSON or to a spreadsheet, and what is longer than one byte. */
const parts = [
  '"',
  '""',
  '\n',
  '\r',
  '\r\n',
  ',',
  ';',
  '|',
  '\\',
  ' ',
  '\t',
  "'",
  '=1+1',
  '@',
  '-',
  '\ufeff',
  '\u2028',
];
const anyText = (max: number) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...parts, '가', '한글', '👩‍🚀', 'é'),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map(all => all.join('').replaceAll('\u0000', '').slice(0, max))
    .filter(value => value.length > 0 && value.isWellFormed());

const anyTag = anyText(50)
  .filter(tag => TagName.safeParse(tag).success)
  .map(tag => TagName.parse(tag));

const anyPrompt: fc.Arbitrary<PromptContent> = fc.record({
  title: anyText(200),
  description: fc.oneof(fc.constant(''), anyText(200)),
  text: anyText(200),
  agentType: fc.constantFrom('LLM', 'IMAGE'),
  visibility: fc.constantFrom('PUBLIC', 'PRO', 'PRIVATE'),
  tags: fc.uniqueArray(anyTag, { maxLength: 5 }),
});

const rowsOf = (rows: AsyncIterable<Row>) => Readable.from(rows).toArray() as Promise<Row[]>;

const formats: [string, (prompts: PromptContent[]) => Readable, (path: string) => Promise<PromptFile>][] = [
  ['CSV', prompts => Readable.from(prompts).pipe(csvOf()), readCsv],
  ['JSON', prompts => Readable.from(jsonOf(Readable.from(prompts))), readJson],
];

test.each(formats)('prompts written as %s are read back unchanged', async (_format, write, read) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyPrompt, { maxLength: 5 }), async prompts => {
      await writeFile(path, await text(write(prompts)));
      const { rows, ignoredColumns } = await read(path);
      const seen = (await rowsOf(rows)).map(validateRow).map(({ prompt, errors }) => prompt ?? errors);
      expect(seen).toEqual(prompts);
      expect(ignoredColumns).toEqual([]);
    }),
  );
});

test('the line of a row is the one that an editor shows for its first character', async () => {
  const anyCell = fc.constantFrom('x', '"x"', '"x\ny"', '"x\r\ny"', '"x\ry"', '"\n\n"');
  const anyBreak = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\n\r\n');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyCell, anyBreak)), async rows => {
      let file = 'title,text\n';
      const lines = rows.map(([cell, lineBreak]) => {
        const line = file.split(/\r\n|\r|\n/).length;
        file += `T,${cell}${lineBreak}`;
        return { line };
      });
      await writeFile(path, file);
      const seen = await rowsOf((await readCsv(path)).rows);
      expect(seen.map(({ place }) => place)).toEqual(lines);
    }),
  );
});
