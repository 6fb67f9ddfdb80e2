import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { features } from './features.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');

/** Files that every feature has a line in. */
const ALWAYS = ['src/features.ts', 'src/access.test.ts', 'src/features.test.ts'];

const files = ['src', 'test', 'dev']
  .flatMap(folder =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).map(file => `${folder}/${file}`),
  )
  .filter(file => /\.ts$/.test(file) && !file.startsWith('src/generated') && !ALWAYS.includes(file));

/** The files outside of a feature's folder that import from it or request one of its routes. */
function usersOf(name: string): string[] {
  const { routes } = features.find(feature => feature.name === name)!;
  // The parts that distinguish the routes: `/v1/collections`, `/like`, `/versions`.
  const own = routes.map(({ path }) => path.replace(/^\/v1\/prompts\/:id(?=\/)/, '').split('/:')[0]!);
  const requests = own.map(path => new RegExp(`${path}(?![\\w-])`));
  const imports = new RegExp(`from '[./]+/(src/)?${name}/`);
  return files.filter(file => {
    if (file.startsWith(`src/${name}/`)) return false;
    const content = read(file);
    const isTest = file.startsWith('test/') || file.startsWith('dev/') || file.endsWith('.test.ts');
    return imports.test(content) || (isTest && requests.some(path => path.test(content)));
  });
}

test('docs/adding-a-feature.md names every place that uses a feature which can be removed', () => {
  const page = read('docs/adding-a-feature.md');
  const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)];
  expect(rows.length).toBeGreaterThan(8);
  const documented = rows.map(([, name = '', places = '']) => [name, places.match(/[\w/.-]+\.ts/g) ?? []]);
  expect(documented).toEqual(rows.map(([, name = '']) => [name, usersOf(name).sort()]));
});
