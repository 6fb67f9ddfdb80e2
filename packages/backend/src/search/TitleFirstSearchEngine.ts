import { InputError } from '@backstage/errors';
import { LunrSearchEngine } from '@backstage/plugin-search-backend-node';
import type { IndexableResultSet, SearchQuery } from '@backstage/plugin-search-common';

/** The results of a page unless the query asks for another number, as in Backstage's engines. */
const RESULTS_OF_PAGE = 25;

/**
 * Backstage's search in memory, with documents first whose title has every word of the query.
 *
 * Lunr has an index for each type of documents and normalizes scores within it, so that the scores of two types cannot be compared:
 * the name of a service, which all its entities share, would come after the only policy rule with a similar word.
 */
export class TitleFirstSearchEngine extends LunrSearchEngine {
  override async query(query: SearchQuery): Promise<IndexableResultSet> {
    const size = query.pageLimit ?? RESULTS_OF_PAGE;
    const page = pageOf(query.pageCursor);
    const all = await super.query({ ...query, pageCursor: undefined, pageLimit: Number.MAX_SAFE_INTEGER });
    const words = wordsOf(query.term);
    const position = (title: string) => (words.every(word => wordsOf(title).includes(word)) ? 0 : 1);
    const sorted = all.results
      .toSorted((left, right) => position(left.document.title) - position(right.document.title))
      .map((result, index) => ({ ...result, rank: index + 1 }));
    return {
      results: sorted.slice(page * size, (page + 1) * size),
      numberOfResults: sorted.length,
      nextPageCursor: sorted.length > (page + 1) * size ? cursorOf(page + 1) : undefined,
      previousPageCursor: page > 0 ? cursorOf(page - 1) : undefined,
    };
  }
}

const cursorOf = (page: number) => Buffer.from(String(page)).toString('base64');

function pageOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const text = Buffer.from(cursor, 'base64').toString();
  if (!/^\d{1,9}$/.test(text)) throw new InputError(`'${cursor}' is not a cursor of a page of results`);
  return Number(text);
}

/** The words of a text as Lunr separates them. */
function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(word => word !== '');
}
