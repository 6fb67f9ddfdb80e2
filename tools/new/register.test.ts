import { expect, test } from 'vitest';
import { addElement, addExport, addImport, duplicateName } from './register.ts';

test('an import is added after the last one', () => {
  const source = "import { a } from './a.ts';\n\nexport const list = [a];\n";
  expect(addImport(source, "import { b } from './b.ts';")).toBe(
    "import { a } from './a.ts';\nimport { b } from './b.ts';\n\nexport const list = [a];\n",
  );
});

test('an import is added in front of a file without imports', () => {
  expect(addImport('export const list = [];\n', "import './a.ts';")).toBe(
    "import './a.ts';\nexport const list = [];\n",
  );
});

test.each([
  [
    "// all\nexport { a } from './a.ts';\n",
    "// all\nexport { a } from './a.ts';\nexport { b } from './b.ts';\n",
  ],
  ['// none\n', "// none\nexport { b } from './b.ts';\n"],
])('an export is added at the end of %j', (source, expected) => {
  expect(addExport(source, "export { b } from './b.ts';")).toBe(expected);
});

test.each([
  ['const list = [a];', 'const list = [a,\nb];'],
  ['const list = [\n  a,\n];', 'const list = [\n  a,\nb,\n];'],
  ['const list: readonly A[] = [];', 'const list: readonly A[] = [b];'],
  [
    'const list = [a] as const satisfies readonly A[];',
    'const list = [a,\nb] as const satisfies readonly A[];',
  ],
  ['const other = [x]; const list = [a];', 'const other = [x]; const list = [a,\nb];'],
])('an element is added to %j', (source, expected) => {
  expect(addElement(source, 'list', 'b')).toBe(expected);
});

test('a file without the array is an error', () => {
  expect(() => addElement('const list = 1;', 'list', 'b')).toThrow("There is no array 'list'.");
});

test.each([
  ["import { at } from './a.ts';\nexport const at = 1;", 'at'],
  ['const queue = 1;\nexport const queue = 2;', 'queue'],
  ["export { a } from './a.ts';\nexport { a } from './b.ts';", 'a'],
  ["import { a } from './a.ts';\nexport const b = a;", undefined],
])('the name that %j declares twice is %j', (source, name) => {
  expect(duplicateName(source)).toBe(name);
});
