import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type Client, startService } from '../../test/service.ts';
import { byLikeness, typingErrors } from './spelling.ts';

const service = await startService();
const ada = await service.signIn();

const add = async (title: string, more: Record<string, unknown> = {}): Promise<void> => {
  await ada.post('/v1/prompts', { title, text: 'T', agentType: 'LLM', ...more });
};

async function search(q: string, client: Pick<Client, 'get'> = service): Promise<string[]> {
  const { body } = await client.get(`/v1/prompts?q=${encodeURIComponent(q)}`);
  return body.items.map((item: { title: string }) => item.title);
}

test.each([
  ['emial', 'Answer an email'],
  ['markting', 'Marketing'],
  ['recipie', 'A recipe'],
  ['recomendaton', 'A recommendation'],
  ['pyhton', 'Python'],
  ['transltae', 'Translated'],
  ['마켓팅', '디지털마케팅을'],
  ['마캐팅', '우리 마케팅'],
  ['레시삐', '레시피를 알려 줘'],
  ['soup markting', 'Marketing a soup'],
])('the misspelt %j finds %j', async (q, title) => {
  await add(title);
  expect(await search(q)).toContain(title);
});

test.each(['cta', 'abcdefgh', '12345', 'qxzw'])('%j finds nothing', async q => {
  for (const title of ['A cat', 'A house', '12346', 'An email']) await add(title);
  expect(await search(q)).toEqual([]);
});

test('a word that is found is not corrected', async () => {
  await add('The form');
  await add('Away from it');
  expect(await search('from')).toEqual(['Away from it']);
});

test('words that are found, but not together, are not corrected', async () => {
  await add('sunflower');
  await add('moonflower');
  await add('moonflowers');
  expect((await search('sunflower moonflower')).sort()).toEqual(['moonflower', 'moonflowers', 'sunflower']);
});

test('the next page uses the corrections of the first one', async () => {
  for (let index = 0; index < 5; index++) await add(`${index} umbrella`);
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await service.get(`/v1/prompts?q=umbrlela&limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map((item: { title: string }) => item.title));
    cursor = body.nextCursor;
    await add('This one is about an umbrlela');
  } while (cursor);
  expect(seen).toEqual([4, 3, 2, 1, 0].map(index => `${index} umbrella`));
});

test('a cursor fits into a query however long the words are', async () => {
  const words = ['가나다라마바사아자차', '하파타카차자아사바마', '고노도로모보소오조초'];
  await add(words.join(' '));
  await add(words.join(' '));
  const otherVowel = (syllable: string) => String.fromCharCode(syllable.charCodeAt(0) + 28);
  const q = words.map(word => word.slice(0, 4) + otherVowel(word[4]!) + word.slice(5)).join(' ');
  const { body } = await service.get(`/v1/prompts?q=${encodeURIComponent(q)}&limit=1`);
  expect(body.items).toHaveLength(1);
  const next = await service.get(`/v1/prompts?q=${encodeURIComponent(q)}&limit=1&cursor=${body.nextCursor}`);
  expect(next.body.items).toHaveLength(1);
});

test('words of hidden prompts are neither revealed nor prevent a correction', async () => {
  await add('orangutan', { visibility: 'PRIVATE' });
  await add('orangutang', { visibility: 'PRO' });
  await add('orangutanga 1');
  await add('orangutanga 2');
  const { body } = await service.get('/v1/prompts?q=orangutna&limit=1');
  expect(body.items.map((item: { title: string }) => item.title)).toEqual(['orangutanga 2']);
  const cursor = JSON.parse(Buffer.from(body.nextCursor as string, 'base64url').toString());
  expect(cursor.instead).toEqual([['orangutna', ['orangutanga']]]);
  expect(await search('orangutan', ada)).toContain('orangutan');
  expect(await search('orangutna', ada)).toContain('orangutan');
});

test('a word with two equally likely corrections is searched in both spellings', async () => {
  await add('A giraffa');
  await add('A giraffo');
  expect(await search('giraffe')).toEqual(['A giraffo', 'A giraffa']);
});

const waiting = async () => {
  const [row] = await service.database.$queryRaw<[{ count: bigint }]>`
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row.count;
};

test('transactions that add the same words in opposite orders do not deadlock', async () => {
  const data = { description: '', text: 'T', agentType: 'LLM', creatorId: ada.id } as const;
  let met = 0;
  const adding = [
    ['aardvark', 'zyzzyva'],
    ['zyzzyva', 'aardvark'],
  ].map(([first = '', second = '']) =>
    service.database.$transaction(async transaction => {
      // Both pause in the middle, where each holds the lock that the other one needs next.
      await transaction.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
      await transaction.prompt.create({ data: { ...data, title: first } });
      met++;
      await vi.waitUntil(async () => met === 2 || (await waiting()) === 1n, { timeout: 4_000 });
      await transaction.prompt.create({ data: { ...data, title: second } });
    }),
  );
  await Promise.all(adding);
  expect(await search('aardvrak')).toHaveLength(2);
  expect(await search('zyzyzva')).toHaveLength(2);
});

test.each([
  ['email', 'email', 0],
  ['emial', 'email', 1],
  ['emal', 'email', 1],
  ['emaill', 'email', 1],
  ['emaol', 'email', 1],
  ['email', 'emails', 0],
  ['email', 'voicemail', 4],
  ['마케팅', '디지털마케팅을', 0],
])('%s differs from %s by %i errors', (word, other, errors) => {
  expect(typingErrors(word.normalize('NFD'), other.normalize('NFD'))).toBe(errors);
});

const aWord = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 });

test('a word has at most as many errors as letters, and none from its continuation', () => {
  fc.assert(
    fc.property(aWord, aWord, (word, other) => {
      expect(typingErrors(word, other)).toBeLessThanOrEqual(word.length);
      expect(typingErrors(word, word + other)).toBe(0);
      expect(typingErrors(word, 'x'.repeat(other.length))).toBe(word.length);
    }),
  );
});

test('an error of any kind counts once, and a prefix has no error', () => {
  fc.assert(
    fc.property(aWord, fc.nat(11), fc.constantFrom('a', 'x'), (word, at, letter) => {
      const [before, after] = [word.slice(0, at), word.slice(at)];
      const swapped = before + (after[1] ?? '') + (after[0] ?? '') + after.slice(2);
      for (const typed of [
        before + letter + after,
        before + after.slice(1),
        before + letter + after.slice(1),
        swapped,
      ]) {
        expect(typingErrors(typed, word)).toBe(word.startsWith(typed) ? 0 : 1);
      }
    }),
  );
});

test('the fewest errors come first, then the most similar length', () => {
  const words = ['emailing', 'denial', 'emails', 'email', 'gmail'];
  expect(byLikeness('emial', words).map(({ word }) => word)).toEqual(['email', 'emails', 'emailing']);
});
