import { expect, test } from 'vitest';
import { scanTags, textsBetween } from './skeletonTags.ts';

const written = (text: string) => scanTags(text, 'backstage').map(({ start, end }) => text.slice(start, end));

test('a quoted text may hold what ends a tag', () => {
  expect(written(`a \${{ "}}" ~ 'it\\'s }}' }} b`)).toEqual([`\${{ "}}" ~ 'it\\'s }}' }}`]);
});

test('a tag with a quote that nothing ends counts as its opening, and what follows is still seen', () => {
  expect(written(`\${{ ' }} \${{ b }}`)).toEqual(['${{', '${{ b }}']);
});

test('raw text is one tag, and may hold another one', () => {
  const raw = '{% raw %}{% raw %}${{ a }}{% endraw %}${{ b }}{% endraw %}';
  expect(written(`${raw}\${{ c }}`)).toEqual([raw, '${{ c }}']);
});

test('braces without a dollar are tags with cookiecutterCompat only', () => {
  expect(written('{{ a }}')).toEqual([]);
  expect(scanTags('{{ a }}', 'cookiecutter')).toHaveLength(1);
});

test('between tags there is text', () => {
  const text = 'a{# b #}${{ c }}d';
  const texts = textsBetween(text, scanTags(text, 'backstage'));
  expect(texts.map(({ start, end }) => text.slice(start, end))).toEqual(['a', 'd']);
});
