import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';
import { standalone } from '../setup/standalone.mjs';
import { ImportGraph } from './importGraph.ts';

/** The modules that the sources of the given folders import, by importing file. */
async function importsOf(...patterns: string[]): Promise<{ file: string; module: string }[]> {
  const imports: { file: string; module: string }[] = [];
  for (const pattern of patterns) {
    for await (const file of glob(`${pattern}/**/*.{ts,tsx}`, { cwd: root })) {
      const text = await readFile(path.join(root, file), 'utf8');
      for (const [, module] of text.matchAll(/(?:\bfrom|^import|import\()\s*'([^']+)'/gm))
        imports.push({ file, module: module as string });
    }
  }
  return imports;
}

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
}

/** The workspace packages that each workspace package depends on at run time. */
async function dependencyGraph(): Promise<Map<string, string[]>> {
  const graph = new Map<string, string[]>();
  for await (const file of glob('{packages/*,plugins/*,policies}/package.json', { cwd: root })) {
    const { name, dependencies = {} } = JSON.parse(await readFile(path.join(root, file), 'utf8')) as Manifest;
    const workspaces = Object.entries(dependencies).filter(([, range]) => range.startsWith('workspace:'));
    graph.set(
      name,
      workspaces.map(([dependency]) => dependency),
    );
  }
  return graph;
}

/** The first circle of dependencies, as the names along it. */
function findCircle(graph: ReadonlyMap<string, string[]>, trail: readonly string[]): string[] | undefined {
  const last = trail.at(-1) as string;
  for (const next of graph.get(last) ?? []) {
    if (trail.includes(next)) return [...trail.slice(trail.indexOf(next)), next];
    const circle = findCircle(graph, [...trail, next]);
    if (circle) return circle;
  }
  return undefined;
}

test('packages other than the portal import only the catalog model of Backstage', async () => {
  const imports = await importsOf('packages/!(app|backend)/src', 'policies/src');
  const modules = imports.map(({ module }) => module).filter(module => module.startsWith('@backstage/'));
  expect([...new Set(modules)]).toEqual(['@backstage/catalog-model']);
});

test('no package and no plugin imports the repository’s own tools', async () => {
  const imports = await importsOf('packages/*/{src,bin}', 'plugins/*/src', 'policies/src');
  expect(imports.filter(({ module }) => /(?:^|\/)tools\//.test(module))).toEqual([]);
});

test.each([...standalone])('npm run %s can be loaded before packages are installed', command => {
  const graph = new ImportGraph();
  const seen = new Set<string>();
  const packages: string[] = [];
  const visit = (file: string) => {
    for (const { module } of graph.importsOf(file)) {
      if (!module.startsWith('tools/')) packages.push(module);
      else if (!seen.has(module)) visit(module);
      seen.add(module);
    }
  };
  visit(`tools/${command}.ts`);
  expect(seen.size).toBeGreaterThan(3);
  expect(packages.filter(module => !module.startsWith('node:'))).toEqual([]);
});

test('the packages depend on each other without a circle', async () => {
  const graph = await dependencyGraph();
  const circles = [...graph.keys()].map(name => findCircle(graph, [name])).filter(circle => circle);
  expect(circles).toEqual([]);
});
