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

const problemsOf = (answers: CatalogAnswers, refs: string[] = []) => {
  const stamped = refs.map(ref => ({ field: 'name', ref }));
  return catalogProblems(answers, stamped, catalog, mockCredentials.user());
};

test.each(['group:default/platform', 'user:default/nadia'])('the owner %s is known', async owner => {
  expect(await problemsOf({ owner }, ['component:default/fresh'])).toEqual([]);
});

test('an unknown owner and a taken name are reported together, each with its field', async () => {
  expect(await problemsOf({ owner: 'group:default/unknown' }, ['component:default/orders'])).toEqual([
    {
      field: 'name',
      message: 'component:default/orders is already in the catalog; choose another name',
    },
    {
      field: 'owner',
      message: 'group:default/unknown is not in the catalog; choose a group or a user that is',
    },
  ]);
});

test('every entity whose name is taken is listed in one problem', async () => {
  const refs = ['component:default/orders', 'api:default/orders-api', 'system:default/billing'];
  const [problem] = await problemsOf({}, refs);
  expect(problem?.message).toBe(
    'component:default/orders, system:default/billing are already in the catalog; choose another name',
  );
});

test.each(['component:default/orders', 'group:default/', '::'])('%s is not an owner', async owner => {
  const [problem] = await problemsOf({ owner });
  expect(problem).toMatchObject({
    field: 'owner',
    message: expect.stringContaining('neither a group nor a user') as string,
  });
});

test('an existing system is accepted', async () => {
  expect(await problemsOf({ system: 'billing' })).toEqual([]);
});

test.each([
  ['payments', 'system:default/payments is not in the catalog; choose a system that is'],
  ['group:default/platform', 'is not a system; write it like system:default/payments'],
])('the system %s is reported', async (system, message) => {
  expect(await problemsOf({ system })).toEqual([
    { field: 'system', message: expect.stringContaining(message) as string },
  ]);
});

test('a missing field is not validated', async () => {
  expect(await problemsOf({})).toEqual([]);
});
