import { describe, expect, test } from 'vitest';
import { promptsOf, right, send } from '../../test/imports.ts';
import { startService } from '../../test/service.ts';
import { ImportReport } from './schema.ts';

const service = await startService();
const { database } = service;

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
    const [a, b] = await promptsOf(service, ada);
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
    expect(await promptsOf(service, ada)).toMatchObject([
      { title: 'A', text: 'Text A', agentType: 'IMAGE' },
      { title: 'B', text: 'Text B', agentType: 'LLM' },
    ]);
  });

  test('prefers our own column over an alias', async () => {
    const ada = await service.signIn();
    const { body } = await send(ada, 'act,Title,text\nno,yes,Text\n');
    expect(body).toMatchObject({ created: 1, ignoredColumns: ['act'] });
    expect(await promptsOf(service, ada)).toMatchObject([{ title: 'yes' }]);
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
    expect(await promptsOf(service, ada)).toMatchObject([
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
    expect((await promptsOf(service, ada)).map(({ title }) => title)).toEqual(['A', 'D']);
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
    expect(await promptsOf(service, ada)).toMatchObject([{ tags: [] }, { tags: [{ tag: { name: 'x' } }] }]);
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
    expect(await promptsOf(service, ada)).toEqual([]);
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
    const prompts = await promptsOf(service, ada);
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
    expect(await promptsOf(service, ada)).toEqual([]);
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
    expect(await promptsOf(service, ada)).toHaveLength(100);
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
  expect(await promptsOf(service, ada)).toHaveLength(100);
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  'a column with the name %s of a property of every object is ignored',
  async column => {
    const ada = await service.signIn();
    const { status, body } = await send(ada, `title,text,${column}\nA,Text,x\n`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ created: 1, refused: 0, ignoredColumns: [column] });
  },
);
