import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';
import { exportPrompts } from './export.ts';

const service = await startService();
const { database } = service;
const ada = await service.signIn();

const prompt = (title: string, visibility = 'PUBLIC') => ({
  title,
  description: '',
  text: 'Text',
  agentType: 'LLM' as const,
  visibility: visibility as 'PUBLIC' | 'PRO' | 'PRIVATE',
});
const levels = ['PUBLIC', 'PRO', 'PRIVATE'];
for (const level of [...levels, 'DELISTED']) {
  const visibility = levels.includes(level) ? level : 'PUBLIC';
  const { body } = await ada.post('/v1/prompts', { ...prompt(level, visibility), tags: ['b', 'a'] });
  if (level !== 'DELISTED') continue;
  await database.prompt.update({ where: { id: body.id }, data: { delistedAt: new Date() } });
}

const titles = async (query: string, client = ada) => {
  const { status, body } = await client.get(`/v1/export${query}`);
  expect(status).toBe(200);
  return (body as { title: string }[]).map(({ title }) => title);
};

test('a JSON file contains all of the user’s prompts with their content', async () => {
  const { headers, body } = await ada.get('/v1/export?format=json');
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(headers.get('content-disposition')).toBe('attachment; filename=prompts.json');
  expect(body).toEqual([
    { ...prompt('PUBLIC'), tags: ['a', 'b'] },
    { ...prompt('PRO', 'PRO'), tags: ['a', 'b'] },
    { ...prompt('PRIVATE', 'PRIVATE'), tags: ['a', 'b'] },
    { ...prompt('DELISTED'), tags: ['a', 'b'] },
  ]);
});

test('a CSV file has a header, even without prompts', async () => {
  const { headers, body } = await (await service.signIn()).get('/v1/export');
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(headers.get('content-disposition')).toBe('attachment; filename=prompts.csv');
  expect(body).toBe('title,description,text,agentType,visibility,tags\n');
});

test.each([
  ['FREE', 'USER', ['PUBLIC']],
  ['PRO', 'USER', ['PUBLIC', 'PRO']],
  ['FREE', 'ADMIN', ['PUBLIC', 'PRO', 'DELISTED']],
] as const)(
  'scope=visible has what a viewer with %s who is %s may see',
  async (subscriptionStatus, role, seen) => {
    const viewer = await service.signIn({ subscriptionStatus, role });
    expect(await titles('?format=json&scope=visible', viewer)).toEqual(seen);
    expect(await titles('?format=json', viewer)).toEqual([]);
  },
);

test.each([
  ['csv', 'text/csv'],
  ['json', 'application/json'],
])('an exported %s file that is imported again gives equal prompts', async (format, type) => {
  const [grace, alan] = [await service.signIn(), await service.signIn()];
  const texts = [' "quoted"\r\n', '\n', '=1+1', '한글 👩‍🚀\r', ',;|\\', '\ufeff'];
  const tags = ['a, b', 'x "y"', 'c|d', '한글', "it's"];
  const all = texts.map(text => ({ ...prompt(text, 'PRIVATE'), description: text, text, tags }));
  expect((await grace.post('/v1/import', all)).body.created).toBe(all.length);
  const file = await (await grace.fetch(`/v1/export?format=${format}`)).text();
  const headers = { 'content-type': type };
  await alan.fetch('/v1/import?atomic=true', { method: 'POST', headers, body: file });
  const { body } = await alan.get('/v1/export?format=json');
  expect(body).toEqual(all.map(one => ({ ...one, tags: [...tags].sort() })));
});

test('the prompts of many pages are exported once each, in the order in which they were added', async () => {
  const grace = await service.signIn();
  const all = Array.from({ length: 230 }, (_, at) => prompt(`T${at}`, 'PRIVATE'));
  expect((await grace.post('/v1/import', all)).status).toBe(200);
  expect(await titles('?format=json', grace)).toEqual(all.map(({ title }) => title));
});

test('pages are read only when they are needed', async () => {
  const grace = await service.signIn();
  const all = Array.from({ length: 230 }, (_, at) => prompt(`T${at}`, 'PRIVATE'));
  await grace.post('/v1/import', all);
  let pages = 0;
  const counting = new Proxy(database, {
    get: (target, name) => {
      if (name === '$queryRaw') pages++;
      return Reflect.get(target, name) as unknown;
    },
  });
  const viewer = { id: grace.id, role: 'USER', isPro: false, scopes: [] } as const;
  const prompts = await exportPrompts(counting, viewer, 'own');
  await prompts.next();
  await setImmediate();
  expect(pages).toBe(1);
});

test('the service continues when a client disconnects in the middle of a file', async () => {
  const grace = await service.signIn();
  const all = Array.from({ length: 40 }, (_, at) => ({
    ...prompt(`T${at}`, 'PRIVATE'),
    text: 'x'.repeat(150_000),
  }));
  expect((await grace.post('/v1/import', all)).body.created).toBe(40);
  const response = await grace.fetch('/v1/export');
  await response.body?.cancel();
  expect((await grace.get('/v1/export')).body.length).toBeGreaterThan(40 * 150_000);
});

test('a database error before the first prompt is a problem', async () => {
  const failing = new Proxy(database, {
    get: (target, name) => {
      if (name === '$queryRaw') return () => Promise.reject(new Error('gone'));
      return Reflect.get(target, name) as unknown;
    },
  });
  const viewer = { id: ada.id, role: 'USER', isPro: false, scopes: [] } as const;
  await expect(exportPrompts(failing, viewer, 'own')).rejects.toThrow('gone');
});
