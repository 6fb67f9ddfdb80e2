import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareVersions } from './diff.ts';
import { startService } from '../../test/service.ts';

const service = await startService();
const ada = await service.signIn();
const first = { title: 'One', description: 'D', text: 'a\nb\nc\n', agentType: 'LLM', tags: ['red'] };

const edit = (id: string, change: object) => ada.patch(`/v1/prompts/${id}`, change, { 'if-match': '*' });
const add = async (content: object = first): Promise<string> =>
  (await ada.post('/v1/prompts', content)).body.id as string;

test('every change creates a version, and a list has the newest first', async () => {
  const id = await add();
  await edit(id, { title: 'Two' });
  await edit(id, { tags: ['blue'] });
  const { body } = await service.get(`/v1/prompts/${id}/versions?limit=2`);
  expect(body.items).toMatchObject([
    { version: 3, title: 'Two' },
    { version: 2, title: 'Two' },
  ]);
  const rest = await service.get(`/v1/prompts/${id}/versions?limit=2&cursor=${body.nextCursor}`);
  expect(rest.body).toMatchObject({ items: [{ version: 1, title: 'One' }], nextCursor: null });
});

test('an earlier version can be read unchanged', async () => {
  const id = await add();
  await edit(id, { text: 'other', tags: [] });
  expect((await service.get(`/v1/prompts/${id}/versions/1`)).body).toMatchObject({ ...first, version: 1 });
});

test('a comparison lists the changed fields and the lines of the text', async () => {
  const id = await add();
  await edit(id, { title: 'Two', text: 'a\nB\nc\n', tags: ['blue', 'red'] });
  const { body } = await service.get(`/v1/prompts/${id}/versions/2/diff`);
  expect(body).toEqual({
    from: 1,
    to: 2,
    fields: [
      { field: 'title', before: 'One', after: 'Two' },
      { field: 'tags', before: ['red'], after: ['blue', 'red'] },
    ],
    text: [
      { kind: 'same', text: 'a\n' },
      { kind: 'removed', text: 'b\n' },
      { kind: 'added', text: 'B\n' },
      { kind: 'same', text: 'c\n' },
    ],
  });
});

test('any two versions can be compared', async () => {
  const id = await add();
  await edit(id, { title: 'Two' });
  await edit(id, { title: 'Three' });
  const { body } = await service.get(`/v1/prompts/${id}/versions/3/diff?from=1`);
  expect(body).toMatchObject({ from: 1, to: 3, fields: [{ before: 'One', after: 'Three' }], text: [] });
});

test('the comparison of two long texts without a common line is bounded', async () => {
  const lines = (name: string) => Array.from({ length: 20_000 }, (_, index) => `${name}${index}`).join('\n');
  const id = await add({ ...first, text: lines('a') });
  await edit(id, { text: lines('b') });
  const begin = performance.now();
  const { body } = await service.get(`/v1/prompts/${id}/versions/2/diff`);
  expect(performance.now() - begin).toBeLessThan(3_000);
  expect(body.text.map(({ kind }: { kind: string }) => kind)).toEqual(['removed', 'added']);
});

test('a restored version is a new one with the current visibility', async () => {
  const id = await add({ ...first, visibility: 'PUBLIC' });
  await edit(id, { title: 'Two', text: 'other', tags: [], visibility: 'PRIVATE' });
  const restored = await ada.post(`/v1/prompts/${id}/versions/1/restore`, undefined, { 'if-match': '*' });
  expect(restored).toMatchObject({ status: 200, body: { ...first, version: 3, visibility: 'PRIVATE' } });
  expect((await ada.get(`/v1/prompts/${id}/versions`)).body.items).toHaveLength(3);
});

test('restoring on top of an outdated version is rejected', async () => {
  const id = await add();
  const { headers } = await ada.get(`/v1/prompts/${id}`);
  await edit(id, { title: 'Two' });
  const match = { 'if-match': headers.get('etag')! };
  expect((await ada.post(`/v1/prompts/${id}/versions/1/restore`, undefined, match)).status).toBe(412);
  expect((await ada.post(`/v1/prompts/${id}/versions/1/restore`)).status).toBe(428);
});

test('only the creator can restore', async () => {
  const id = await add();
  const eve = await service.signIn();
  const answer = await eve.post(`/v1/prompts/${id}/versions/1/restore`, undefined, { 'if-match': '*' });
  expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});

test('private and PRO versions stay hidden in the history of a public prompt', async () => {
  const id = await add({ ...first, title: 'Draft', visibility: 'PRIVATE' });
  await edit(id, { title: 'Offer', visibility: 'PRO' });
  await edit(id, { title: 'Open', visibility: 'PUBLIC' });
  const titles = async (viewer: typeof ada): Promise<string[]> =>
    (await viewer.get(`/v1/prompts/${id}/versions`)).body.items.map((item: { title: string }) => item.title);
  expect(await titles(ada)).toEqual(['Open', 'Offer', 'Draft']);
  expect(await titles(await service.signIn({ subscriptionStatus: 'PRO' }))).toEqual(['Open', 'Offer']);
  expect(await titles(await service.signIn({ role: 'ADMIN' }))).toEqual(['Open', 'Offer']);
  expect(await titles(service)).toEqual(['Open']);
  for (const path of ['versions/1', 'versions/2', 'versions/3/diff', 'versions/3/diff?from=1']) {
    expect((await service.get(`/v1/prompts/${id}/${path}`)).status).toBe(404);
  }
});

test.each(['0', 'x', '2147483648', '1.5'])('the version %s is rejected', async version => {
  const id = await add();
  expect(await service.get(`/v1/prompts/${id}/versions/${version}`)).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'params.version' }] },
  });
});

test('concurrent edits leave no gap in the versions, and the newest matches the prompt', async () => {
  const change = fc.record(
    {
      title: fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme-ascii' }),
      tags: fc.constantFrom([], ['x'], ['y', 'x']),
    },
    { requiredKeys: ['title'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async changes => {
      const id = await add();
      await Promise.all(changes.map(each => edit(id, each)));
      const { body: prompt } = await ada.get(`/v1/prompts/${id}`);
      const { body } = await ada.get(`/v1/prompts/${id}/versions?limit=100`);
      const numbers = body.items.map(({ version }: { version: number }) => version);
      expect(numbers).toEqual(Array.from(numbers, (_, index) => numbers.length - index));
      const { version, title, text, tags } = prompt;
      const newest = await ada.get(`/v1/prompts/${id}/versions/${version}`);
      expect(newest.body).toMatchObject({ version: numbers.length, title, text, tags });
    }),
    { numRuns: 15 },
  );
});

test('the comparison of long texts lets other work go on', async () => {
  const lines = (word: string) => Array.from({ length: 3_000 }, (_, at) => `${word} ${at}`).join('\n');
  const version = (text: string, number: number) =>
    ({ version: number, title: '', description: '', text, agentType: 'LLM', visibility: 'PUBLIC' }) as const;
  const common = { tags: [], createdAt: '' };
  let turns = 0;
  const counting = setInterval(() => (turns += 1));
  const { text } = await compareVersions(
    { ...version(lines('a'), 1), ...common },
    { ...version(lines('b'), 2), ...common },
  );
  clearInterval(counting);
  expect(text.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  expect(turns).toBeGreaterThan(10);
});
