import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
}

const manifests = globSync(['packages/*/package.json', 'plugins/*/package.json', 'policies/package.json'], {
  cwd: root,
}).map(file => {
  const manifest = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Manifest;
  return { ...manifest, folder: path.dirname(file) };
});

/** The folders of the packages that a package needs when it runs, with its own. The image has the built frontend. */
function foldersOf(name: string, found = new Set<string>()): Set<string> {
  const manifest = manifests.find(candidate => candidate.name === name);
  if (!manifest || name === 'app' || found.has(manifest.folder)) return found;
  found.add(manifest.folder);
  Object.keys(manifest.dependencies ?? {}).forEach(dependency => foldersOf(dependency, found));
  return found;
}

test('the image of the portal has the sources of every package that the backend needs', () => {
  const dockerfile = readFileSync(path.join(root, 'Dockerfile'), 'utf8');
  const copied = [...dockerfile.matchAll(/^COPY (\S+) \.\/\S+$/gm)].map(([, source = '']) => source);
  const needed = [...foldersOf('backend')];
  expect(needed).toContain('packages/files');
  const isCopied = (folder: string) => copied.includes(folder) || copied.includes(`${folder}/src`);
  expect(needed.filter(folder => !isCopied(folder))).toEqual([]);
});
