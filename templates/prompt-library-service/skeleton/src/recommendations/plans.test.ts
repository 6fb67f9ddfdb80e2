import { expect, test } from 'vitest';
import { blocksRead, expectIndexes, largeLibrary, type LargeLibrary } from '../../test/library.ts';
import type { Database } from '../database/database.ts';
import { fetchRecommendations } from './service.ts';

const [small, large] = [await largeLibrary(8_000), await largeLibrary(24_000)];

const recommend =
  ({ viewer }: LargeLibrary) =>
  (explained: Database) =>
    fetchRecommendations(explained, viewer);

test('the recommendations are one statement that reads no large table completely', async () => {
  await expectIndexes(large.database, recommend(large), 1);
});

test('the recommendations read as much in a library that is three times as large', async () => {
  const before = await blocksRead(small.database, recommend(small));
  expect(await blocksRead(large.database, recommend(large))).toBeLessThan(1.5 * before);
});
