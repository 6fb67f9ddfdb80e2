import type { LoadRequest } from './load.ts';

/** The values that requests need. */
export interface Library {
  ids: readonly string[];
  /** The header with an access token of a user with a PRO subscription. */
  user: Record<string, string>;
  /** The entity tag of a server for the first prompt. */
  etag: string;
  /** A word of one prompt. */
  rareWord: string;
}

/** One line of the table: a kind of request. */
export interface Case {
  title: string;
  /** Returns the request with a number, which is unique in the whole run. */
  request: (library: Library, number: number) => LoadRequest;
}

const list = (query: Record<string, string>) => `/v1/prompts?${String(new URLSearchParams(query))}`;
const prompt = ({ ids }: Library, number: number) => `/v1/prompts/${ids[number % ids.length]}`;

/** The requests that are measured. */
export const cases: readonly Case[] = [
  { title: 'Prompt by id', request: (library, number) => ({ path: prompt(library, number) }) },
  {
    title: 'Prompt by id, signed in',
    request: (library, number) => ({ path: prompt(library, number), headers: library.user }),
  },
  {
    title: 'Not modified (304)',
    request: library => ({ path: prompt(library, 0), headers: { 'if-none-match': library.etag } }),
  },
  { title: 'Newest page', request: () => ({ path: '/v1/prompts' }) },
  { title: 'Tag, by likes', request: () => ({ path: list({ tag: 'tag 0', sort: 'likes' }) }) },
  {
    title: 'PRO prompts of a tag, by likes, signed in',
    request: ({ user }) => ({
      path: list({ tag: 'tag 0', visibility: 'PRO', sort: 'likes' }),
      headers: user,
    }),
  },
  { title: 'Search, frequent word', request: () => ({ path: list({ q: 'marketing' }) }) },
  { title: 'Search, rare word', request: ({ rareWord }) => ({ path: list({ q: rareWord }) }) },
  { title: 'Search, Korean word', request: () => ({ path: list({ q: '마케팅' }) }) },
  {
    title: 'Like',
    request: (library, number) => ({
      method: 'PUT',
      path: `${prompt(library, number)}/like`,
      headers: library.user,
    }),
  },
  {
    title: 'Create',
    request: ({ user }, number) => ({
      method: 'POST',
      path: '/v1/prompts',
      headers: user,
      body: {
        title: `Release notes ${number}`,
        text: 'Write release notes for these commits: ${commits}. '.repeat(20),
        agentType: 'LLM',
        tags: ['tag 1', 'tag 2'],
      },
    }),
  },
];
