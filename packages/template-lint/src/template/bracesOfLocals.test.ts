import { expect, test } from 'vitest';
import { bracesOfLocals } from './bracesOfLocals.ts';
import { scanTags } from './skeletonTags.ts';

const found = (text: string) =>
  bracesOfLocals(text, scanTags(text, 'backstage')).map(({ written }) => written);

test.each([
  [
    '{% for x in values.list %}{{ x }} {{ x.a }} {{ x["b"] }}{% endfor %}',
    ['{{ x }}', '{{ x.a }}', '{{ x["b"] }}'],
  ],
  ['{% for x in values.list | sort %}{{- x | upper -}}{% endfor %}', ['{{- x | upper -}}']],
  ['{%- for k, v in values.map -%}{{ k }}: {{ v }}{%- endfor -%}', ['{{ k }}', '{{ v }}']],
  ['{% for x in values.list %}{{ loop.index }}{% endfor %}', ['{{ loop.index }}']],
  ['{% for x in values.a %}{% for y in x.b %}{{ y }}{{ x }}{% endfor %}{% endfor %}', ['{{ y }}', '{{ x }}']],
  ['{% set t = values.name %}{{ t }}', ['{{ t }}']],
  ["{% for x in ['dev', 'prod'] %}{{ x }}{% endfor %}", ['{{ x }}']],
  ['{%- for x in range(1, 3) -%}{{ x }}{%- endfor -%}', ['{{ x }}']],
  ['{% if values.a %}{% for x in values.list %}{{ x }}{% endfor %}{% endif %}', ['{{ x }}']],
])('%s is missing dollar signs', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test.each([
  ['an expression', '{% for x in values.list %}${{ x }}{% endfor %}'],
  ['braces outside of the loop', '{% for x in values.list %}{% endfor %}{{ x }}'],
  ['braces in raw text', '{% for x in values.list %}{% raw %}{{ x }}{% endraw %}{% endfor %}'],
  ['another name', '{% for x in values.list %}{{ y }} {{ xy }} {{ .x }} {{ $x }}{% endfor %}'],
  ['a loop of another engine', '{% for x in site.pages %}{{ x.title }}{% endfor %}'],
  ['a loop over a list with names of another engine', '{% for x in [a, b | c] %}{{ x }}{% endfor %}'],
  ['a name of another engine with the name of a value', '{% for x in site.values %}{{ x }}{% endfor %}'],
  ['an object in JSX', '{% for x in values.list %}<a style={{ x }} />{% endfor %}'],
  ['triple braces', '{% for x in values.list %}{{{ x }}}{% endfor %}'],
  ['escaped braces', '{% for x in values.list %}\\{{ x }}{% endfor %}'],
  ['a block without an assignment', '{% set t %}a{% endset %}{{ t }}'],
])('%s is not', (_, text) => {
  expect(found(text)).toEqual([]);
});
