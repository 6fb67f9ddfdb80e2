import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import { expect, test } from 'vitest';
import { goldpathActions } from './goldpathActions.ts';

const integrations = ScmIntegrations.fromConfig(new ConfigReader({}));
const actions = goldpathActions({
  catalog: catalogServiceMock(),
  reader: mockServices.urlReader.mock(),
  integrations,
  github: DefaultGithubCredentialsProvider.fromIntegrations(integrations),
  root: '/stamped',
  answers: {},
});

test.each(actions)('$id has a schema, an example, and supports dry runs', action => {
  expect(action.schema?.input).toMatchObject({ type: 'object' });
  expect(action.examples?.map(({ example }) => example)).toContainEqual(
    expect.stringContaining(`action: ${action.id}\n`),
  );
  expect(action.supportsDryRun).toBe(true);
});
