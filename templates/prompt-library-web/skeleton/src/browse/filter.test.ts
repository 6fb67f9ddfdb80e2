import { expect, test } from 'vitest';
import { addressOf, isFiltered, nextAddress, queryOf, readFilter, toggleTag } from './filter.ts';

const whole = readFilter({
  q: 'release notes',
  tag: ['writing', '마케팅'],
  kind: 'LLM',
  sort: 'likes',
  show: 'mine',
});

test('a filter is read back from its address', () => {
  const { searchParams } = new URL(addressOf(whole), 'http://localhost');
  const read = readFilter({
    q: searchParams.get('q')!,
    tag: searchParams.getAll('tag'),
    kind: searchParams.get('kind')!,
    sort: searchParams.get('sort')!,
    show: searchParams.get('show')!,
  });
  expect(read).toEqual(whole);
});

test('values that the service would refuse are left out', () => {
  const filter = readFilter({
    q: '!?',
    tag: ['', 'x'.repeat(51), 'a', 'a'],
    kind: 'VIDEO',
    sort: 'relevance',
    show: 'all',
  });
  expect(filter).toEqual({
    q: '!?',
    tags: ['a'],
    kind: undefined,
    sort: undefined,
    show: undefined,
    cursor: undefined,
  });
  expect(queryOf(filter)).toEqual({ limit: 24, tag: ['a'] });
});

test('the next page has the filter and the cursor', () => {
  expect(nextAddress(readFilter({}), 'a+b')).toBe('/?cursor=a%2Bb');
  expect(nextAddress(readFilter({ tag: 'a', cursor: 'old' }), 'new')).toBe('/?tag=a&cursor=new');
});

test('a tag is added, and removed when it is there', () => {
  expect(toggleTag(whole, 'code').tags).toEqual(['writing', '마케팅', 'code']);
  expect(toggleTag(whole, 'writing').tags).toEqual(['마케팅']);
});

test('the order of a list leaves nothing out', () => {
  expect(isFiltered(readFilter({ sort: 'likes' }))).toBe(false);
  expect(isFiltered(whole)).toBe(true);
});
