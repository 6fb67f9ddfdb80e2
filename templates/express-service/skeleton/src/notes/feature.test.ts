import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();
const unknown = `/v1/notes/${randomUUID()}`;

const add = async (title: string) => {
  const { body, headers } = await service.post('/v1/notes', { title });
  const path = headers.get('location')!;
  return { path, etag: headers.get('etag')!, body: body as { id: string } };
};

test('an added note can be read', async () => {
  const { path, body } = await add('Release');
  expect(await service.get(path)).toMatchObject({ status: 200, body });
  expect(body).toMatchObject({ title: 'Release', text: '', version: 1 });
});

test('the list has the newest note first, page by page', async () => {
  const own = await startService();
  for (const title of ['first', 'second', 'third']) await own.post('/v1/notes', { title });
  const page = await own.get('/v1/notes?limit=2');
  expect(page.body.items).toMatchObject([{ title: 'third' }, { title: 'second' }]);
  const last = await own.get(`/v1/notes?limit=2&cursor=${page.body.nextCursor}`);
  expect(last.body).toMatchObject({ items: [{ title: 'first' }], nextCursor: null });
});

test('a cursor that the list did not return is rejected', async () => {
  expect(await service.get('/v1/notes?cursor=nonsense')).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'query.cursor' }] },
  });
});

test('a change keeps the fields that it leaves out', async () => {
  const { path, etag } = await add('Before');
  const changed = await service.patch(path, { text: 'At ten' }, { 'if-match': etag });
  expect(changed).toMatchObject({ status: 200, body: { title: 'Before', text: 'At ten', version: 2 } });
  expect((await service.get(path)).headers.get('etag')).toBe(changed.headers.get('etag'));
});

test('a change without If-Match is rejected', async () => {
  const { path } = await add('Before');
  expect(await service.patch(path, { title: 'After' })).toMatchObject({
    status: 428,
    body: { code: 'precondition_required' },
  });
});

test('of changes that start from the same version, one succeeds', async () => {
  const { path, etag } = await add('Before');
  const changes = Array.from({ length: 5 }, (_, index) =>
    service.patch(path, { title: `Change ${index}` }, { 'if-match': etag }),
  );
  const statuses = (await Promise.all(changes)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 412, 412, 412, 412]);
  expect((await service.get(path)).body.version).toBe(2);
});

test('a deleted note is not found', async () => {
  const { path } = await add('Gone');
  expect((await service.delete(path)).status).toBe(204);
  expect(await service.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('an unknown note can be neither changed nor deleted', async () => {
  expect((await service.patch(unknown, { title: 'A' }, { 'if-match': '*' })).status).toBe(404);
  expect((await service.delete(unknown)).status).toBe(404);
});

test.each([
  [{}, 'body.title'],
  [{ title: '' }, 'body.title'],
  [{ title: 'x'.repeat(201) }, 'body.title'],
  [{ title: 'a\u0000b' }, 'body.title'],
  [{ title: 'A', text: 1 }, 'body.text'],
  [{ title: 'A', owner: 'me' }, 'body.owner'],
])('the note %j is rejected with the field %s', async (note, field) => {
  const answer = await service.post('/v1/notes', note);
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ field }] } });
});

test('an id that is not a UUID is rejected', async () => {
  expect(await service.get('/v1/notes/1')).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'params.id' }] },
  });
});
