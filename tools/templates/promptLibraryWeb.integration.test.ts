import path from 'node:path';
import { x } from 'tinyexec';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';

const skeletonOf = (id: string) => path.join(root, 'templates', id, 'skeleton');

test('the client of the website matches the OpenAPI document of the service', async () => {
  const document = path.join(skeletonOf('prompt-library-service'), 'openapi.yaml');
  const { exitCode, stderr } = await x(process.execPath, ['scripts/api.ts', '--check', document], {
    nodeOptions: { cwd: skeletonOf('prompt-library-web') },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});
