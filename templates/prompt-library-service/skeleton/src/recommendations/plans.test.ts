import { test } from 'vitest';
import { expectIndexes, largeLibrary } from '../../test/library.ts';
import { fetchRecommendations } from './service.ts';

const { database, viewer } = await largeLibrary(20_000);

test('the recommendations are one statement that reads no large table completely', async () => {
  await expectIndexes(database, explained => fetchRecommendations(explained, viewer), 1);
});
