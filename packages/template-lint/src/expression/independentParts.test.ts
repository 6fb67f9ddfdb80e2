import { expect, test } from 'vitest';
import { syntaxProblem } from './engine.ts';
import { independentParts } from './independentParts.ts';

const line = 'Some text with ${{ values.name }} in it.\n';
const long = line.repeat(1000);

test('a long text is split between tags, and nothing of it is lost', () => {
  const parts = independentParts(long, 'backstage');
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.join('')).toBe(long);
  expect(parts.every(part => syntaxProblem(part, 'backstage') === undefined)).toBe(true);
});

test.each([
  ['a block', `{% if values.a %}${long}{% endif %}`],
  ['nested blocks', `{% if values.a %}{% for b in values.c %}${long}{% endfor %}{% endif %}`],
  ['a captured block', `{% set a %}${long}{% endset %}`],
  ['raw text', `{% raw %}${long}{% endraw %}`],
  ['a comment', `{# ${line.repeat(500).replaceAll('}', ')')} #}`],
])('%s is not split', (_, text) => {
  expect(independentParts(text, 'backstage')).toEqual([text]);
});

test('an assignment begins no block', () => {
  expect(independentParts(`{% set a = 1 %}${long}`, 'backstage').length).toBeGreaterThan(3);
});

test.each([
  ['an expression', '${{ a && b }}'],
  ['a block that is not closed', '{% if a %}'],
  ['an end without a beginning', '{% endif %}'],
  ['a tag that is not closed', '${{ a'],
])('%s at the end of a long text is reported at its line and column', (_, text) => {
  const short = syntaxProblem(`ab ${text}`, 'backstage');
  expect(short).toBeDefined();
  expect(syntaxProblem(`${long}ab ${text}`, 'backstage')).toEqual({
    ...short,
    line: (short?.line ?? 0) + 1000,
  });
});
