import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { UrlReaderServiceReadTreeResponse } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import { writeTinyTemplate } from '@goldpath/plugin-goldpath-node/testing';
import { newerVersions } from '@goldpath/upgrade';
import { expect, test } from 'vitest';
import { ServiceTemplates } from './ServiceTemplates.ts';

const entity: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'tiny-service',
    annotations: {
      'backstage.io/managed-by-location':
        'url:https://github.com/acme/goldpath/blob/main/templates/tiny-service/template.yaml',
    },
  },
};

const tree = {
  etag: 'abc',
  async dir({ targetDir = '' } = {}) {
    await mkdir(targetDir, { recursive: true });
    await writeTinyTemplate(targetDir, 'tiny-service', [{ example: 'steps:\n  - action: goldpath:stamp\n' }]);
    await writeFile(path.join(targetDir, 'CHANGELOG.md'), '## 1.2.3\n\nAdds a license.\n');
    return targetDir;
  },
} as UrlReaderServiceReadTreeResponse;

test('a template that is read from git has its changelog', async () => {
  const reader = mockServices.urlReader.mock({ readTree: () => Promise.resolve(tree) });
  const integrations = ScmIntegrations.fromConfig(mockServices.rootConfig());
  const templates = new ServiceTemplates({ integrations, logger: mockServices.logger.mock(), reader });
  const template = (await templates.load([entity])).get('tiny-service');
  expect(newerVersions(template?.changelog ?? '', '1.0.0')).toMatchObject([{ summary: 'Adds a license.' }]);
});
