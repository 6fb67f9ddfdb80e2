import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { expect, test } from 'vitest';
import { type CatalogAnswers, catalogProblems } from './catalogProblems.ts';

const entity = (kind: string, name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
});

const catalog = catalogServiceMock({
  entities: [
    entity('Group', 'platform'),
    entity('User', 'nadia'),
    entity('Component', 'orders'),
    entity('System', 'billing'),
  ],
});

const judge = (answers: CatalogAnswers) => catalogProblems(answers, catalog, mockCredentials.user());

test.each(['group:default/platform', 'user:default/nadia'])('the owner %s is known', async owner => {
  expect(await judge({ owner, name: 'fresh' })).toEqual([]);
});

test('an unknown owner and a taken name are told together, each with its field', async () => {
  expect(await judge({ owner: 'group:default/nobody', name: 'orders' })).toEqual([
    {
      field: 'name',
      message: 'component:default/orders is in the catalog already; choose another name',
    },
    {
      field: 'owner',
      message: 'group:default/nobody is not in the catalog; choose a group or a user that is',
    },
  ]);
});

test('a name that a system bears is taken, since the service would bring a system of that name', async () => {
  const [problem] = await judge({ name: 'billing' });
  expect(problem?.message).toContain('system:default/billing is in the catalog already');
});

test.each(['component:default/orders', 'group:default/', '::'])('%s is no owner', async owner => {
  const [problem] = await judge({ owner });
  expect(problem).toMatchObject({
    field: 'owner',
    message: expect.stringContaining('neither a group nor a user'),
  });
});

test('a system that is there is known', async () => {
  expect(await judge({ system: 'billing' })).toEqual([]);
});

test.each([
  ['payments', 'system:default/payments is not in the catalog; choose a system that is'],
  ['group:default/platform', 'is not a system; write it like system:default/payments'],
])('the system %s is told', async (system, message) => {
  expect(await judge({ system })).toEqual([{ field: 'system', message: expect.stringContaining(message) }]);
});

test('a field that is left out is not judged', async () => {
  expect(await judge({})).toEqual([]);
});
