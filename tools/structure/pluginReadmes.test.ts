import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';

const schema = JSON.parse(
  readFileSync(path.join(root, 'plugins/goldpath-node/config.schema.json'), 'utf8'),
) as { properties: { goldpath: Node } };

interface Node {
  properties?: Record<string, Node>;
}

/** The keys without keys of their own, with their path. */
function keysOf({ properties }: Node, at: string): string[] {
  if (!properties) return [at];
  return Object.entries(properties).flatMap(([name, node]) => keysOf(node, `${at}.${name}`));
}

const readmes = globSync(
  'plugins/{goldpath-node,goldpath-backend,scaffolder-backend-module-goldpath}/README.md',
  {
    cwd: root,
  },
);

test.each(readmes)('%s has exactly the keys of the configuration', file => {
  const text = readFileSync(path.join(root, file), 'utf8');
  const listed = [...text.matchAll(/^\| `(goldpath\.[\w.]+)`/gm)].map(([, key]) => key);
  expect(listed.sort()).toEqual(keysOf(schema.properties.goldpath, 'goldpath').sort());
});
