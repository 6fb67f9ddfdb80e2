import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { format, resolveConfig } from 'prettier';
import { expect, onTestFinished, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const file = path.join(root, 'plugins/goldpath-node/src/lint/actions/installed.json');
const require = createRequire(import.meta.url);

/** A scaffolder with every module for it that the portal lists, in this process. */
async function startScaffolder(): Promise<string> {
  const list = await readFile(path.join(root, 'packages/backend/src/index.ts'), 'utf8');
  const names = [...list.matchAll(/import\('([^']*plugin-scaffolder-backend[^']*)'\)/g)];
  const backend = await startTestBackend({
    features: [
      ...names.map(([, name]) => import(`${name}`)),
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({ data: { backend: { workingDirectory: '/tmp' } } }),
    ],
  });
  onTestFinished(() => backend.stop());
  return `http://localhost:${backend.server.port()}/api/scaffolder/v2`;
}

const schemaOf = (name: string, schema: string) => {
  const dir = path.dirname(require.resolve(`${name}/package.json`));
  return require(path.join(dir, 'dist', `${schema}.schema.json.cjs.js`)).default;
};

test('the lint knows the actions, filters and schemas of the installed plugins (run with -u to renew)', async () => {
  const scaffolder = await startScaffolder();
  const ask = async (question: string) => (await fetch(`${scaffolder}/${question}`)).json();
  const actions: { id: string; description?: string; schema?: object }[] = await ask('actions');
  const { filters, globals } = await ask('templating-extensions');
  const installed = {
    actions: actions
      .map(({ id, description, schema }) => ({ id, description, schema }))
      .sort((left, right) => (left.id < right.id ? -1 : 1)),
    filters: Object.keys(filters).sort(),
    globals: [...Object.keys(globals.functions), ...Object.keys(globals.values)].sort(),
    entitySchemas: [
      schemaOf('@backstage/catalog-model', 'schema/shared/common'),
      schemaOf('@backstage/catalog-model', 'schema/EntityMeta'),
      schemaOf('@backstage/catalog-model', 'schema/Entity'),
    ],
    templateSchema: schemaOf('@backstage/plugin-scaffolder-common', 'Template.v1beta3'),
  };
  const style = await resolveConfig(file);
  await expect(await format(JSON.stringify(installed), { ...style, parser: 'json' })).toMatchFileSnapshot(
    file,
  );
});
