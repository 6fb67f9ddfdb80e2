import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { untilBlocked } from '../../test/locks.ts';
import { type Client, startService } from '../../test/service.ts';
import { ImportEvent, ImportReport } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'imports-'));
vi.stubEnv('TMPDIR', folder);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const service = await startService();
const { database } = service;

type Body = string | Buffer | object[];

async function send(client: Client, body: Body, query = '', headers: Record<string, string> = {}) {
  const isFile = typeof body === 'string' || Buffer.isBuffer(body);
  const response = await client.fetch(`/v1/import${query}`, {
    method: 'POST',
    headers: { 'content-type': isFile ? 'text/csv' : 'application/json', ...headers },
    body: isFile ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isLines = response.headers.get('content-type')?.startsWith('application/x-ndjson');
  return {
    status: response.status,
    body: isLines ? undefined : JSON.parse(text),
    lines: isLines
      ? text
          .trimEnd()
          .split('\n')
          .map(line => ImportEvent.parse(JSON.parse(line)))
      : [],
  };
}

const promptsOf = ({ id }: Client) =>
  database.prompt.findMany({
    where: { creatorId: id },
    orderBy: { id: 'asc' },
    omit: { creatorId: true, createdAt: true, updatedAt: true, likeCount: true, delistedAt: true },
    include: { tags: { include: { tag: true } }, versions: true },
  });

const right = { title: 'Right', text: 'Text', agentType: 'LLM' };
const manyRows = (count: number) => Array.from({ length: count }, (_, at) => ({ ...right, title: `T${at}` }));

/** Makes the database fail at prompts with the title Boom. */
await database.$executeRaw`
  CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''boom''; END'`;
await database.$executeRaw`
  CREATE TRIGGER boom BEFORE INSERT ON prompts FOR EACH ROW WHEN (NEW.title = 'Boom') EXECUTE FUNCTION boom()`;

describe('a CSV file', () => {
  test('becomes prompts with their tags and first versions', async () => {
    const ada = await service.signIn();
    const { status, body } = await send(
      ada,
      'title,description,text,agentType,visibility,tags\n' +
        'A,About A,Text A,IMAGE,PRIVATE,"Writing, seo, ""a, b"",seo"\n' +
        'B,,Text B,LLM,,\n',
    );
    expect(status).toBe(200);
    const [a, b] = await promptsOf(ada);
    expect(ImportReport.parse(body)).toEqual({
      created: 2,
      refused: 0,
      ignoredColumns: [],
      rows: [
        { line: 2, status: 'created', id: a?.id },
        { line: 3, status: 'created', id: b?.id },
      ],
    });
    const content = { title: 'A', description: 'About A', text: 'Text A', agentType: 'IMAGE', version: 1 };
    expect(a).toMatchObject({ ...content, visibility: 'PRIVATE' });
    expect(a?.tags.map(({ tag }) => tag.name).sort()).toEqual(['a, b', 'seo', 'writing']);
    expect(a?.versions).toMatchObject([{ ...content, tags: ['a, b', 'seo', 'writing'] }]);
    expect(b).toMatchObject({
      title: 'B',
      description: '',
      agentType: 'LLM',
      visibility: 'PUBLIC',
      tags: [],
    });
  });

  test('may have the column names of public collections, and others that are ignored and listed', async () => {
    const ada = await service.signIn();
    const { body } = await send(
      ada,
      'act,prompt,for_devs,type\nA,Text A,TRUE,IMAGE\nB,Text B,FALSE,STRUCTURED\n',
    );
    expect(body).toMatchObject({ created: 2, ignoredColumns: ['for_devs'] });
    expect(await promptsOf(ada)).toMatchObject([
      { title: 'A', text: 'Text A', agentType: 'IMAGE' },
      { title: 'B', text: 'Text B', agentType: 'LLM' },
    ]);
  });

  test('prefers our own column over an alias', async () => {
    const ada = await service.signIn();
    const { body } = await send(ada, 'act,Title,text\nno,yes,Text\n');
    expect(body).toMatchObject({ created: 1, ignoredColumns: ['act'] });
    expect(await promptsOf(ada)).toMatchObject([{ title: 'yes' }]);
  });

  test('may have a byte order mark, CRLF, empty lines and multi-line fields; lines are counted as in an editor', async () => {
    const ada = await service.signIn();
    const { body } = await send(
      ada,
      '\ufeff"title",text\r\n"A","one\r\ntwo ""2""\r\n"\r\n\r\nB,\r\n" C ",three',
    );
    expect(body.rows).toMatchObject([
      { line: 2, status: 'created' },
      { line: 6, status: 'refused', errors: [{ field: 'text' }] },
      { line: 7, status: 'created' },
    ]);
    expect(await promptsOf(ada)).toMatchObject([
      { title: 'A', text: 'one\r\ntwo "2"\r\n' },
      { title: ' C ', text: 'three' },
    ]);
  });

  test('with invalid rows: the others are imported, these are reported with line, field and reason', async () => {
    const ada = await service.signIn();
    const { status, body } = await send(
      ada,
      'title,text,visibility,tags\nA,Text,,\n,Text,SECRET,\nB,Text\nC,Text,,"""x"\nD,Text,,\n',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ created: 2, refused: 3 });
    expect(body.rows[1]).toMatchObject({
      line: 3,
      status: 'refused',
      errors: [{ field: 'title' }, { field: 'visibility' }],
    });
    expect(body.rows[2].errors).toEqual([
      { field: '', message: 'The row has 2 fields, but the header has 4' },
    ]);
    expect(body.rows[3].errors).toMatchObject([{ field: 'tags' }]);
    expect((await promptsOf(ada)).map(({ title }) => title)).toEqual(['A', 'D']);
  });
});

describe('a JSON file', () => {
  test('becomes prompts; invalid rows are reported with their index', async () => {
    const ada = await service.signIn();
    const { body } = await send(ada, [
      right,
      { ...right, visibilty: 'PRIVATE' },
      42,
      { ...right, tags: ['x'] },
    ] as object[]);
    expect(ImportReport.parse(body)).toMatchObject({
      created: 2,
      refused: 2,
      rows: [
        { index: 0, status: 'created' },
        { index: 1, errors: [{ field: 'visibilty', message: 'Unknown field' }] },
        { index: 2, errors: [{ field: '' }] },
        { index: 3, status: 'created' },
      ],
    });
    expect(await promptsOf(ada)).toMatchObject([{ tags: [] }, { tags: [{ tag: { name: 'x' } }] }]);
  });
});

describe('with atomic=true', () => {
  test('one invalid row prevents the import, and all invalid rows are reported', async () => {
    const ada = await service.signIn();
    const { status, body } = await send(ada, 'title,text\nA,Text\n,Text\nB,\n', '?atomic=true');
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'import_refused' });
    expect(body.detail).toContain('2 of 3 rows');
    expect(body.errors).toMatchObject([
      { field: 'rows.3.title', message: expect.stringMatching(/^line 3: /) },
      { field: 'rows.4.text', message: expect.stringMatching(/^line 4: /) },
    ]);
    expect(await promptsOf(ada)).toEqual([]);
  });

  test('a hundred rows are listed and the others counted', async () => {
    const ada = await service.signIn();
    const { body } = await send(ada, Array(150).fill({}) as object[], '?atomic=true');
    expect(new Set(body.errors.map(({ field }: { field: string }) => field.split('.')[1])).size).toBe(100);
    expect(body.detail).toContain('150 of 150 rows');
  });

  test('a valid file is imported completely', async () => {
    const ada = await service.signIn();
    const rows = manyRows(250).map((row, at) => ({ ...row, tags: [`tag ${at % 7}`, 'all'] }));
    const { status, body } = await send(ada, rows, '?atomic=true');
    expect(status).toBe(200);
    expect(body).toMatchObject({ created: 250, refused: 0 });
    const prompts = await promptsOf(ada);
    expect(prompts.map(({ id }) => id)).toEqual(body.rows.map(({ id }: { id: string }) => id));
    expect(prompts.map(({ title }) => title)).toEqual(rows.map(({ title }) => title));
    expect(prompts.every(({ tags, versions }) => tags.length === 2 && versions.length === 1)).toBe(true);
  });

  test('a database error leaves nothing behind', async () => {
    const ada = await service.signIn();
    const rows = [...manyRows(150), { ...right, title: 'Boom' }];
    const lines = { accept: 'application/x-ndjson' };
    expect(await send(ada, rows, '?atomic=true', lines)).toMatchObject({
      status: 500,
      body: { code: 'internal_error' },
    });
    expect(await promptsOf(ada)).toEqual([]);
  });
});

describe('as lines', () => {
  const lines = { accept: 'application/x-ndjson' };

  test('the response reports each row, and the progress every hundred rows', async () => {
    const ada = await service.signIn();
    const { status, lines: events } = await send(ada, [{}, ...manyRows(120)], '', lines);
    expect(status).toBe(200);
    expect(events).toHaveLength(123);
    expect(events[0]).toMatchObject({ type: 'row', row: { index: 0, status: 'refused' } });
    expect(events[100]).toEqual({ type: 'progress', rows: 100, created: 99, refused: 1 });
    expect(events[122]).toEqual({ type: 'summary', created: 120, refused: 1, ignoredColumns: [] });
  });

  test('a database error is the last line, with the number of imported prompts', async () => {
    const ada = await service.signIn();
    const { status, lines: events } = await send(
      ada,
      [...manyRows(150), { ...right, title: 'Boom' }],
      '',
      lines,
    );
    expect(status).toBe(200);
    expect(events.at(-1)).toMatchObject({ type: 'problem', problem: { code: 'internal_error' } });
    expect(JSON.stringify(events.at(-1))).toContain('after 100 rows. Their 100 prompts were imported');
    expect(await promptsOf(ada)).toHaveLength(100);
  });

  test('an invalid file is a problem response as usual', async () => {
    const ada = await service.signIn();
    expect(await send(ada, 'nonsense', '', lines)).toMatchObject({
      status: 422,
      body: { code: 'import_refused' },
    });
  });
});

test('a database error reports the number of imported prompts', async () => {
  const ada = await service.signIn();
  const { status, body } = await send(ada, [...manyRows(150), { ...right, title: 'Boom' }]);
  expect({ status, code: body.code }).toEqual({ status: 500, code: 'internal_error' });
  expect(body.detail).toContain('after 100 rows. Their 100 prompts were imported');
  expect(await promptsOf(ada)).toHaveLength(100);
});

const header = 'title,text\nA,Text\n';
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
  expect(await promptsOf(ada)).toEqual([]);
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

test('a client that disconnects while sending leaves nothing behind', async () => {
  const ada = await service.signIn();
  const leaving = new AbortController();
  const body = new ReadableStream({
    start: controller => controller.enqueue(Buffer.from(header.repeat(1000))),
  });
  const headers = { 'content-type': 'text/csv' };
  const init = {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
    signal: leaving.signal,
  } as unknown as RequestInit;
  const answer = ada.fetch('/v1/import', init);
  await vi.waitUntil(() => readdirSync(folder).length > 0);
  leaving.abort();
  await expect(answer).rejects.toThrow();
  await vi.waitUntil(() => readdirSync(folder).length === 0);
  expect(await promptsOf(ada)).toEqual([]);
  expect(await send(ada, header)).toMatchObject({ status: 200 });
});

/** Does something while an import is held up before it creates a prompt. */
const whileBlocked = <T>(start: () => Promise<T>, work: (started: Promise<T>) => Promise<void>) =>
  database.$transaction(async transaction => {
    await transaction.$executeRaw`LOCK TABLE prompts IN EXCLUSIVE MODE`;
    const started = start();
    await untilBlocked(database);
    await work(started);
    return { started };
  });

test.each(['?atomic=true', ''])(
  'a file that has arrived goes in also when its client leaves (%s)',
  async query => {
    const ada = await service.signIn();
    const leaving = new AbortController();
    const init = {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: header,
      signal: leaving.signal,
    };
    await whileBlocked(
      () => ada.fetch(`/v1/import${query}`, init),
      async answer => {
        leaving.abort();
        await expect(answer).rejects.toThrow();
      },
    );
    await vi.waitUntil(async () => (await promptsOf(ada)).length === 1);
    await vi.waitUntil(() => readdirSync(folder).length === 0);
    const open = await database.$queryRaw<unknown[]>`
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`;
    expect(open).toEqual([]);
  },
);

test('a second import of the same user is rejected while the first is in progress', async () => {
  const ada = await service.signIn();
  const { started } = await whileBlocked(
    () => send(ada, header),
    async () => {
      expect(await send(ada, header)).toMatchObject({ status: 409, body: { code: 'request_in_progress' } });
    },
  );
  expect(await started).toMatchObject({ status: 200 });
  expect(await promptsOf(ada)).toHaveLength(1);
});

test('imports with the same new tags in another order do not block each other', async () => {
  const clients = await Promise.all([service.signIn(), service.signIn(), service.signIn()]);
  const names = Array.from({ length: 250 }, (_, at) => `same ${at}`);
  const answers = await Promise.all(
    clients.map((client, at) => {
      const rows = names.map(name => ({ ...right, tags: [name] }));
      return send(client, at % 2 ? rows.reverse() : rows, '?atomic=true');
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});
