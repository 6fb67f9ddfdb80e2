/** The filter of the list of prompts. It is in the address of the page, so that it can be shared. */
export interface Filter {
  q: string;
  tags: string[];
  kind: 'LLM' | 'IMAGE' | undefined;
  sort: 'relevance' | 'newest' | 'likes' | undefined;
  /** only PRO prompts, or only those of the user */
  show: 'pro' | 'mine' | undefined;
  /** `nextCursor` of the previous page */
  cursor: string | undefined;
}

/** The query of a page, as Next.js passes it. */
export type SearchParams = Record<string, string | string[] | undefined>;

const kinds = ['LLM', 'IMAGE'] as const;
const sorts = ['relevance', 'newest', 'likes'] as const;
const shows = ['pro', 'mine'] as const;

/** The service's limits of a query. */
const MAX_QUERY = 200;
const MAX_TAGS = 10;
const MAX_TAG = 50;

/** Reads a filter from the query of a page; values that the service would refuse are left out. */
export function readFilter(params: SearchParams): Filter {
  const first = (name: string) => [params[name] ?? []].flat()[0];
  const q = (first('q') ?? '').trim().slice(0, MAX_QUERY);
  const tags = [params.tag ?? []].flat().map(tag => tag.trim());
  const sort = sorts.find(one => one === first('sort'));
  return {
    q,
    tags: [...new Set(tags)].filter(tag => tag !== '' && tag.length <= MAX_TAG).slice(0, MAX_TAGS),
    kind: kinds.find(one => one === first('kind')),
    // without words there is nothing to match
    sort: sort === 'relevance' && !isSearch(q) ? undefined : sort,
    show: shows.find(one => one === first('show')),
    cursor: first('cursor'),
  };
}

/** Whether the service can search for these words: it needs a letter or a digit. */
export const isSearch = (q: string) => /[\p{L}\p{N}]/u.test(q);

/** The address of the page with a filter, from its first prompt on. */
export function addressOf({ q, tags, kind, sort, show }: Omit<Filter, 'cursor'>): string {
  const params = new URLSearchParams();
  if (q) params.set('q', q);
  for (const tag of tags) params.append('tag', tag);
  if (kind) params.set('kind', kind);
  if (sort) params.set('sort', sort);
  if (show) params.set('show', show);
  return params.size === 0 ? '/' : `/?${params.toString()}`;
}

/** The address of the next page of a list. */
export function nextAddress(filter: Filter, cursor: string): string {
  const address = addressOf(filter);
  return `${address}${address.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
}

/** The filter with a tag added, or removed when it has it. */
export function toggleTag(filter: Filter, tag: string): Filter {
  const without = filter.tags.filter(one => one !== tag);
  return { ...filter, tags: without.length < filter.tags.length ? without : [...without, tag] };
}

/** Whether a filter leaves prompts out. */
export const isFiltered = ({ q, tags, kind, show }: Filter) =>
  isSearch(q) || tags.length > 0 || kind !== undefined || show !== undefined;

/** The query of the service for a filter. */
export function queryOf({ q, tags, kind, sort, show, cursor }: Filter) {
  return {
    limit: 24,
    tag: tags,
    ...(isSearch(q) && { q }),
    ...(kind && { agentType: kind }),
    ...(sort && { sort }),
    ...(show === 'pro' && { visibility: 'PRO' as const }),
    ...(show === 'mine' && { creator: 'me' }),
    ...(cursor && { cursor }),
  };
}
