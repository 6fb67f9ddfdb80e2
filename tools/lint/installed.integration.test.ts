import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { format, resolveConfig } from 'prettier';
import { expect, onTestFinished, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const file = path.join(root, 'packages/template-lint/src/actions/installed.json');
const require = createRequire(import.meta.url);

interface Action {
  id: string;
  description?: string;
  schema?: object;
}

interface Extensions {
  filters: object;
  globals: { functions: object; values: object };
}

/** Starts a scaffolder with every scaffolder module of the portal, in this process. */
async function startScaffolder(): Promise<string> {
  const portal = path.join(root, 'packages/backend/src');
  const list = await readFile(path.join(portal, 'index.ts'), 'utf8');
  const names = [...list.matchAll(/import\('([^']*plugin-scaffolder-backend[^']*|\.\/github[^']*)'\)/g)];
  const backend = await startTestBackend({
    features: [
      ...names.map(([, name = '']) => import(name.startsWith('.') ? path.join(portal, name) : name)),
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({ data: { backend: { workingDirectory: '/tmp' } } }),
    ],
  });
  onTestFinished(() => backend.stop());
  return `http://localhost:${backend.server.port()}/api/scaffolder/v2`;
}

const schemaOf = (name: string, schema: string) => {
  const dir = path.dirname(require.resolve(`${name}/package.json`));
  return (require(path.join(dir, 'dist', `${schema}.schema.json.cjs.js`)) as { default: object }).default;
};

test('the lint knows the actions, filters and schemas of the installed plugins (run with -u to renew)', async () => {
  const scaffolder = await startScaffolder();
  const get = async (resource: string): Promise<unknown> => (await fetch(`${scaffolder}/${resource}`)).json();
  const actions = (await get('actions')) as Action[];
  const { filters, globals } = (await get('templating-extensions')) as Extensions;
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
