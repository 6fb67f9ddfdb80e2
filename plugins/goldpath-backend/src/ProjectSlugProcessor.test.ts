import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { expect, test } from 'vitest';
import { ProjectSlugProcessor } from './ProjectSlugProcessor.ts';

const processor = new ProjectSlugProcessor(ScmIntegrations.fromConfig(new ConfigReader({})));
const location = (target: string, type = 'url') => ({ type, target });
const entity = (kind: string, annotations?: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'orders', ...(annotations && { annotations }) },
});
const onGitHub = location('https://github.com/acme/orders/blob/main/catalog-info.yaml');

test('a component on GitHub has its repository', async () => {
  expect(await processor.preProcessEntity(entity('Component'), onGitHub)).toEqual(
    entity('Component', { 'github.com/project-slug': 'acme/orders' }),
  );
});

test('the annotation of a team is kept', async () => {
  const own = entity('Component', { 'github.com/project-slug': 'acme/monorepo' });
  expect(await processor.preProcessEntity(own, onGitHub)).toBe(own);
});

test.each([
  ['another kind', 'API', onGitHub],
  ['a local folder', 'Component', location('/stamped/orders/catalog-info.yaml', 'file')],
  ['GitLab', 'Component', location('https://gitlab.com/acme/orders/-/blob/main/catalog-info.yaml')],
  ['an address without a repository', 'Component', location('https://github.com/acme')],
])('%s has none', async (_case, kind, from) => {
  const given = entity(kind);
  expect(await processor.preProcessEntity(given, from)).toBe(given);
});
