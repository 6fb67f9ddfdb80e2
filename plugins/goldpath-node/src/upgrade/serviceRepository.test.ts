import { ConfigReader } from '@backstage/config';
import { expect, test } from 'vitest';
import { ScmIntegrations } from '../integration.ts';
import { serviceRepository } from './serviceRepository.ts';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: { github: [{ host: 'ghe.acme.test', apiBaseUrl: 'https://ghe.acme.test/api' }] },
  }),
);
const at = (location?: string) =>
  serviceRepository(
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'desk',
        annotations: location === undefined ? {} : { 'backstage.io/managed-by-location': location },
      },
    },
    integrations,
  );

test('a file on this machine is in a local repository', () => {
  expect(at('file:/stamped/desk/catalog-info.yaml')).toEqual({ kind: 'local', folder: '/stamped/desk' });
});

test('a file on GitHub is in a repository with its branch', () => {
  expect(at('url:https://github.com/acme/desk/blob/main/catalog-info.yaml')).toEqual({
    kind: 'github',
    repoUrl: 'github.com?owner=acme&repo=desk',
    url: 'https://github.com/acme/desk',
    owner: 'acme',
    repo: 'desk',
    branch: 'main',
    folder: '',
    api: 'https://api.github.com',
  });
});

test('a service can be in a folder of a repository on GitHub Enterprise', () => {
  expect(at('url:https://ghe.acme.test/acme/all/tree/main/services/desk/catalog-info.yaml')).toMatchObject({
    repoUrl: 'ghe.acme.test?owner=acme&repo=all',
    folder: 'services/desk',
    api: 'https://ghe.acme.test/api',
  });
});

test.each([
  undefined,
  'file:/catalog/org.yaml',
  'url:https://gitlab.com/acme/desk/-/blob/main/catalog-info.yaml',
  'url:https://github.com/acme/desk/blob/main/org.yaml',
  'url:nonsense',
  'bootstrap:bootstrap',
])('%s is not in a repository of a service', location => {
  expect(at(location)).toBeUndefined();
});
