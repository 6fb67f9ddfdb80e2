import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import stock from '@backstage/plugin-scaffolder-backend-module-github';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { scaffolderActionsExtensionPoint, type TemplateAction } from '@backstage/plugin-scaffolder-node';
import { scaffolderAutocompleteExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { expect, test } from 'vitest';
import own from './module.ts';

/** The actions that a module adds, by id. */
async function actionsOf(
  module: typeof own,
  ...others: [typeof scaffolderAutocompleteExtensionPoint, { addAutocompleteProvider(): void }][]
): Promise<Map<string, TemplateAction>> {
  const added = new Map<string, TemplateAction>();
  const backend = await startTestBackend({
    features: [module, catalogServiceMock.factory(), mockServices.rootConfig.factory()],
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        {
          addActions: (...actions: TemplateAction[]) =>
            void actions.map(action => added.set(action.id, action)),
        },
      ],
      ...others,
    ],
  });
  await backend.stop();
  return added;
}

test('the module adds the actions of the one whose place it takes, with the same schemas', async () => {
  const ours = await actionsOf(own);
  const theirs = await actionsOf(stock, [
    scaffolderAutocompleteExtensionPoint,
    { addAutocompleteProvider: () => undefined },
  ]);
  expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
  for (const [id, { schema }] of theirs) expect(ours.get(id)?.schema).toEqual(schema);
});
