import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';

const skeleton = path.join(root, 'templates/prompt-library-service/skeleton');
const read = (file: string) => readFileSync(path.join(skeleton, file), 'utf8');

/** Files that every feature has a line in. */
const listing = ['src/features.ts', 'src/access.test.ts'];

const files = ['src', 'test', 'dev']
  .flatMap(folder =>
    readdirSync(path.join(skeleton, folder), { recursive: true, encoding: 'utf8' }).map(file =>
      path.posix.join(folder, file.replaceAll(path.sep, '/')),
    ),
  )
  .filter(file => file.endsWith('.ts') && !file.startsWith('src/generated/') && !listing.includes(file));

/** The parts that distinguish the routes of a feature: `/v1/collections`, `/like`, `/versions`. */
function routesOf(name: string): string[] {
  const own = files.filter(file => file.startsWith(`src/${name}/`));
  const paths = own.flatMap(file => [...read(file).matchAll(/^ +path: '([^']+)'/gm)]);
  return paths.map(([, route = '']) => route.replace(/^\/v1\/prompts\/:id(?=\/)/, '').replace(/\/:.*/, ''));
}

/** The files outside of a feature's folder that import from it, and the tests and tools that request one of its routes. */
function usersOf(name: string): string[] {
  const requests = routesOf(name).map(route => new RegExp(`${route}(?![\\w-])`));
  const imports = new RegExp(`from '[./]+/(src/)?${name}/`);
  const others = files.filter(file => !file.startsWith(`src/${name}/`));
  return others.filter(file => {
    const content = read(file);
    const isTest = /^(test|dev)\/|\.test\.ts$/.test(file);
    return imports.test(content) || (isTest && requests.some(route => route.test(content)));
  });
}

// a test of this repository: a team's own files that use a feature make no test of the service fail
test('docs/adding-a-feature.md names every file that uses a feature which can be removed', () => {
  const rows = [...read('docs/adding-a-feature.md').matchAll(/^\| `(\w+)` \| (.*) \|$/gm)];
  expect(rows.length).toBeGreaterThan(8);
  const documented = rows.map(([, name = '', places = '']) => [name, places.match(/[\w/.-]+\.ts/g) ?? []]);
  expect(documented).toEqual(rows.map(([, name = '']) => [name, usersOf(name).sort()]));
});
