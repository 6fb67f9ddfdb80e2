import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadTemplate, type Template } from '@goldpath/template';
import { onTestFinished } from 'vitest';

/** The files of a small valid template with an infrastructure program. A test changes the files that it is about. */
export const smallTemplate = {
  'template.yaml': `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: small, title: Small service }
spec:
  parameters:
    - required: [name, size]
      properties:
        name: { type: string, pattern: '^[a-z-]+$' }
        size: { type: string, enum: [small, large], default: small }
    - required: [destination]
      properties:
        destination: { type: string, enum: [local, github] }
      if: { required: [destination], properties: { destination: { const: github } } }
      then: { required: [repoUrl], properties: { repoUrl: { type: string } } }
  steps: [{ action: 'goldpath:stamp' }]
`,
  'stamp.yaml': `apiVersion: goldpath.dev/v1
template: { version: 1.2.3 }
contains: [infrastructure]
publishing: [destination, repoUrl]
answers:
  name:
    - { file: catalog-info.yaml, document: 0, at: /metadata/name }
    - { file: catalog-info.yaml, document: 1, at: /metadata/name, value: '{}-api' }
    - { file: README.md, token: sample }
  size: [{ file: infra/Pulumi.dev.yaml, at: '/config/shop:size' }]
`,
  'samples/skeleton.yaml': 'name: sample\nsize: small\ndestination: local\n',
  'samples/github.yaml':
    "name: other\nsize: large\ndestination: github\nrepoUrl: 'github.com?owner=a&repo=b'\n",
  'skeleton/README.md': '# sample\n\nA service.\n\nRun sample.\n',
  'skeleton/LICENSE': 'MIT\n',
  'skeleton/catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: sample }
spec: { type: service, lifecycle: production, owner: group:default/a }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: sample-api }
spec: { type: openapi, lifecycle: production, owner: group:default/a, definition: 'openapi: 3.1.0' }
`,
  'skeleton/infra/Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
  'skeleton/infra/Pulumi.dev.yaml': 'config:\n  shop:size: small\n',
  'skeleton/infra/index.ts': `import * as aws from '@pulumi/aws';
import { Config } from '@pulumi/pulumi';
const count = new Config().require('size') === 'large' ? 2 : 1;
for (let index = 0; index < count; index++) new aws.kms.Key(\`key-\${index}\`, { enableKeyRotation: true });
`,
};

/** Writes a template into a temporary folder, which is removed after the test, and loads it. */
export async function templateOf(files: Record<string, string> = {}): Promise<Template> {
  const dir = await mkdtemp(path.join(tmpdir(), 'goldpath-preview-test-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [file, text] of Object.entries({ ...smallTemplate, ...files })) {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), text);
  }
  return loadTemplate(dir);
}
