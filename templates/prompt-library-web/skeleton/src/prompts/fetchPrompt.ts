import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { service } from '../api/client.ts';
import { dataOf, problemOf } from '../api/problem.ts';
import type { Prompt } from './types.ts';

/** A prompt, and the tag of its version, with which a change says what it started from. */
interface Tagged {
  prompt: Prompt;
  etag: string;
}

/**
 * The prompt with an id and its tag, asked for once per page. A prompt that the user may not see does not exist for the
 * page.
 */
export const fetchTagged = cache(async (id: string): Promise<Tagged> => {
  const result = await (await service()).GET('/v1/prompts/{id}', { params: { path: { id } } });
  return { prompt: foundIn(result), etag: result.response.headers.get('etag') ?? '' };
});

/** The prompt with an id. */
export const fetchPrompt = async (id: string): Promise<Prompt> => (await fetchTagged(id)).prompt;

/** The data of a response; shows the page of a wrong address when the service does not know the id. */
export function foundIn<Data>(result: Parameters<typeof dataOf<Data>>[0]): Data {
  // an id that is not one is a wrong address as well
  if (!result.response.ok && ['not_found', 'invalid_request'].includes(problemOf(result).code)) notFound();
  return dataOf(result);
}
