import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { actionsOfModule } from './actionsOfModule.ts';

test('the actions of a module have their ids and the schemas of their inputs', async () => {
  const load = createRequire(path.join(import.meta.dirname, '../../packages/backend/package.json'));
  const actions = await actionsOfModule(load('@backstage/plugin-scaffolder-backend-module-github'));

  expect(actions).toContainEqual(
    expect.objectContaining({
      id: 'publish:github',
      schema: expect.objectContaining({ input: expect.objectContaining({ required: ['repoUrl'] }) }),
    }),
  );
});
