import { ReadableStream } from 'node:stream/web';
import { expect, test } from 'vitest';
import { header, promptsOf, send } from '../../test/imports.ts';
import { startService } from '../../test/service.ts';

const service = await startService();

const refusals: [string, string, string | Buffer, string, string][] = [
  ['that is empty', 'text/csv', '', 'import_refused', 'empty'],
  [
    'without known columns',
    'text/csv',
    '<html>\n',
    'import_refused',
    'Line 1 must name the columns, but lacks title and text',
  ],
  ['without text', 'text/csv', 'title,tags\nA,b\n', 'import_refused', 'lacks text'],
  ['with a column twice', 'text/csv', 'title,text,Title\nA,b,c\n', 'import_refused', 'title twice'],
  [
    'that is cut off in a quoted field',
    'text/csv',
    `${header}\nB,"Text\nmore`,
    'import_refused',
    'starts at line 3',
  ],
  ['with a lone quotation mark', 'text/csv', `${header}B,a "b" c\n`, 'import_refused', 'starts at line 3'],
  ['with text after a quoted field', 'text/csv', `${header}B,"a" c\n`, 'import_refused', 'starts at line 3'],
  [
    'with a row of 1 MB',
    'text/csv',
    `${header}B,"${'x'.repeat(1_000_001)}"\n`,
    'import_refused',
    'starts at line 3',
  ],
  [
    'with too many rows',
    'text/csv',
    `title,text\n${'A,Text\n'.repeat(20_001)}`,
    'import_refused',
    'line 20002',
  ],
  [
    'in UTF-16',
    'text/csv',
    Buffer.from(`\ufeff${header}`, 'utf16le'),
    'import_refused',
    'Line 1 is not UTF-8',
  ],
  [
    'in EUC-KR',
    'text/csv',
    Buffer.concat([Buffer.from(`${header}B,`), Buffer.from([0xb0, 0xa1, 0x0a])]),
    'import_refused',
    'Line 3 is not UTF-8',
  ],
  [
    'that ends within a character',
    'text/csv',
    Buffer.from(`${header}B,가`).subarray(0, -1),
    'import_refused',
    'Line 3 is not UTF-8',
  ],
  ['that is empty', 'application/json', '', 'malformed_json', 'line 1'],
  ['that is CSV', 'application/json', header, 'malformed_json', 'line 1'],
  ['that is not an array', 'application/json', '{"title": "A"}', 'malformed_json', 'must be an array'],
  [
    'that is cut off',
    'application/json',
    '[{"title": "A", "text": "B", "agentType": "LLM"},\n{"title": "',
    'malformed_json',
    'line 2',
  ],
  ['with content after its end', 'application/json', '[]\n\n[]', 'malformed_json', 'line 3'],
  [
    'with too many elements',
    'application/json',
    `[${'0,'.repeat(20_000)}0]`,
    'import_refused',
    'index 20000',
  ],
  [
    'with a huge element',
    'application/json',
    `[{},"${'x'.repeat(3_000_000)}"]`,
    'import_refused',
    'longer than 2 MB',
  ],
];

test.each(refusals)('a file %s (%s) is rejected as a whole', async (_what, type, file, code, detail) => {
  const ada = await service.signIn();
  const { status, body } = await send(ada, file, '', { 'content-type': type });
  expect({ status, code: body.code }).toEqual({ status: code === 'malformed_json' ? 400 : 422, code });
  expect(body.detail).toContain(detail);
  expect(body.detail).toContain('othing was imported');
  expect(await promptsOf(service, ada)).toEqual([]);
});

test.each(['with its length', 'in pieces'])(
  'a file of more than 50 MB is rejected when it comes %s',
  async how => {
    const ada = await service.signIn();
    const megabyte = Buffer.alloc(1_000_000, 'x');
    const whole = Buffer.concat([Buffer.from(header), ...(Array(51).fill(megabyte) as Buffer[])]);
    const body = how === 'in pieces' ? ReadableStream.from(Array(51).fill(megabyte)) : whole;
    const headers = { 'content-type': 'text/csv' };
    const init = { method: 'POST', headers, body, duplex: 'half' } as unknown as RequestInit;
    const response = await ada.fetch('/v1/import', init);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'body_too_large' });
  },
);

test.each(['text/plain', 'text/csv; charset=euc-kr', 'multipart/form-data'])('%s is rejected', async type => {
  const ada = await service.signIn();
  expect(await send(ada, header, '', { 'content-type': type })).toMatchObject({
    status: 415,
    body: { code: 'unsupported_media_type' },
  });
});
