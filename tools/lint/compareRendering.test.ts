import { expect, test } from 'vitest';
import { compareRendering } from './compareRendering.ts';
import { portalEngine } from './portalEngine.ts';

const render = portalEngine();

test.each([
  ['no expression', 'lenght: 3', 'length: 3'],
  ['same', 'a: ${{ parameters.x }}', 'a: ${{ parameters["x"] }}'],
  ['same', "a: ${{ parameters.r | pick('host') }}", "a: ${{ (parameters.r) | pick('host') }}"],
  ['kept', 'a: ${{ github.sha }}', 'a: {% raw %}${{ github.sha }}{% endraw %}'],
  [
    'kept',
    'a: ${{ github.sha }} ${{ values.x }}',
    'a: {% raw %}${{ github.sha }}{% endraw %} ${{ values.x }}',
  ],
  ['only now', 'a: {{ parameters.x }}', 'a: ${{ parameters.x }}'],
  ['only now', 'a: ${parameters.x}', 'a: ${{ parameters.x }}'],
  ['only now', 'a: ${{ parameters.x && parameters.y }}', 'a: ${{ parameters.x and parameters.y }}'],
  ['instead of nothing', 'a: ${{ steps.a-b.output.c }}', "a: ${{ steps['a-b'].output.c }}"],
  ['instead of nothing', 'a: ${{ folder }}', 'a: ${{ values.folder }}'],
  ['another name', 'a: ${{ parameters.x }}', 'a: ${{ parameters.y }}'],
  ['different', 'a: ${{ parameters.x }}', 'a: b${{ parameters.x }}'],
  ['different', "a: ${{ parameters.x == 'b' }}", "a: ${{ parameters.x == 'c' }}"],
  ['different', 'a: ${{ parameters.x }}', 'a: ${{ parameters.x'],
])('%s: %s becomes %s', (verdict, before, after) => {
  const found = compareRendering(`first\n${before}\nlast`, `first\n${after}\nlast`, render);
  expect(found).toEqual([{ before, after, verdict }]);
});

test('lines that a fix removes are compared as one part', () => {
  const found = compareRendering('first\na: 1\nb: 2\nlast', 'first\nlast', render);
  expect(found).toEqual([{ before: 'a: 1\nb: 2', after: '', verdict: 'no expression' }]);
});
