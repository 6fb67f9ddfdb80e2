import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../http/problem.ts';
import { listVariables, RENDERED_MAX, renderPrompt } from './variables.ts';

/** Text that is rich in what variables are made of. */
const anyText = fc
  .array(
    fc.oneof(fc.constantFrom('${', '$', '{', '}', ':', 'a', 'b c', '${a}', '${b:x}', '${é 1:}'), fc.string()),
  )
  .map(parts => parts.join(''));

/** The fields that a rendering is rejected for. */
function refusedFields(text: string, values: Record<string, string>) {
  try {
    renderPrompt(text, values);
  } catch (error) {
    return (error as Problem).fields.map(({ field }) => field);
  }
  return [];
}

test('variables are listed in the order of their first occurrence', () => {
  expect(listVariables('${Task} in ${language:English}, ${Task} again')).toEqual([
    { name: 'Task', default: null, occurrences: 2 },
    { name: 'language', default: 'English', occurrences: 1 },
  ]);
});

test.each(['이름', 'café', 'cafe\u0301', 'हिन्दी', 'snake_case', 'kebab-case', '1st', 'Mother Language'])(
  '%s is a name',
  name => expect(listVariables(`a \${${name}} b`)).toMatchObject([{ name }]),
);

test.each(['$name', '${}', '$${', '${ a }', '${user.name}', '${a', '${:x}', '$ {a}', '${a\nb}', '{{a}}'])(
  '%s is not a variable',
  text => expect(listVariables(text)).toEqual([]),
);

test('a default may contain anything except }', () => {
  expect(listVariables('${a:16:9 | ${\n$&}')).toMatchObject([{ default: '16:9 | ${\n$&' }]);
  expect(listVariables('${a:}')).toMatchObject([{ default: '' }]);
});

test('the first default applies to every occurrence', () => {
  expect(renderPrompt('${a} ${a:one} ${a:two}', {})).toBe('one one one');
});

test('a literal is written with a dollar as the default', () => {
  expect(renderPrompt('${dollar:$}{x}', {})).toBe('${x}');
});

test('an empty value is a value', () => {
  expect(renderPrompt('[${a:default}]', { a: '' })).toBe('[]');
});

test('a variable without value and default, and a value without a variable, are named', () => {
  expect(refusedFields('${a} ${b c} ${d:1}', { a: '1', x: '2' })).toEqual([
    'body.values.b c',
    'body.values.x',
  ]);
});

test.each(['constructor', 'toString', '__proto__'])('%s is a name like any other', name => {
  expect(refusedFields(`\${${name}}`, {})).toEqual([`body.values.${name}`]);
  expect(renderPrompt(`\${${name}}`, Object.fromEntries([[name, 'value']]))).toBe('value');
});

test('a result that is too long is rejected before it is created', () => {
  const text = '${a}'.repeat(50_000);
  expect(renderPrompt(text, { a: 'x'.repeat(20) })).toHaveLength(RENDERED_MAX);
  expect(refusedFields(text, { a: 'x'.repeat(200_000) })).toEqual(['body.values']);
});

test('text without variables is rendered unchanged', () => {
  fc.assert(
    fc.property(anyText, text => {
      fc.pre(listVariables(text).length === 0);
      expect(renderPrompt(text, {})).toBe(text);
    }),
  );
});

test('every occurrence is replaced by its value and the rest is unchanged', () => {
  const word = fc.stringMatching(/^[a-z .\n]*$/);
  const name = fc.constantFrom('a', 'b c', 'd_1');
  fc.assert(
    fc.property(fc.array(fc.tuple(word, name, fc.option(word))), word, (pieces, end) => {
      const write = ([before, name, fallback]: (typeof pieces)[number]) =>
        `${before}\${${name}${fallback === null ? '' : `:${fallback}`}}`;
      const text = pieces.map(write).join('') + end;
      const values = Object.fromEntries(pieces.map(([, name]) => [name, name.toUpperCase()]));
      const rendered = renderPrompt(text, values);
      expect(rendered).toBe(pieces.map(([before, name]) => before + name.toUpperCase()).join('') + end);
      expect(listVariables(rendered)).toEqual([]);
    }),
  );
});

test('values are inserted unchanged', () => {
  const value = fc.oneof(fc.string(), fc.constantFrom('${a}', '${b:1}', '$&', '$1', '$$', "$'", '\\'));
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(renderPrompt('<${a}|${b:x}|${a}>', { a, b })).toBe(`<${a}|${b}|${a}>`);
    }),
  );
});

test.each(['${', '${a:', '${a', '${a ', '$', '${a b', '${a:}', '}${a:', '${a}${'])(
  '200,000 characters of %s take no more than a second',
  hostile => {
    const text = hostile.repeat(200_000 / hostile.length);
    const started = performance.now();
    listVariables(text);
    listVariables(`\${a ${'a '.repeat(100_000)}`);
    listVariables(`\${${' '.repeat(200_000)}}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  },
);
