import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';

const copied = [
  ...readFileSync(path.join(root, 'Dockerfile'), 'utf8').matchAll(/^COPY ((?:packages|plugins)\/\S+) /gm),
]
  .map(([, source = '']) => source)
  .filter(source => !source.includes('/dist'));
const packages = new Set(copied.map(source => source.split('/').slice(0, 2).join('/')));

test.each([...packages])('the image has the configuration schema of %s', folder => {
  const manifest = readFileSync(path.join(root, folder, 'package.json'), 'utf8');
  const { configSchema } = JSON.parse(manifest) as { configSchema?: string };
  const isCopied = copied.some(source => source === folder || source === `${folder}/${configSchema}`);
  expect(configSchema === undefined || isCopied).toBe(true);
});
