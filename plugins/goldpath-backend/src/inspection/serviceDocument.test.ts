import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serviceDocument } from './serviceDocument.ts';

/** A service in a folder beside a file that is not its own. */
async function service(): Promise<Parameters<typeof serviceDocument>[0]> {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-document-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  await mkdir(path.join(parent, 'orders', 'docs'), { recursive: true });
  await writeFile(path.join(parent, 'orders', 'docs', 'runbooks.md'), '# Runbooks\n');
  await writeFile(path.join(parent, 'private.md'), 'private');
  const location = `file:${path.join(parent, 'orders', 'catalog-info.yaml')}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', annotations: { 'backstage.io/managed-by-location': location } },
  };
}

test('a document of the repository is read', async () => {
  expect(await serviceDocument(await service(), 'docs/runbooks.md')).toBe('# Runbooks\n');
});

test.each([
  ['docs/missing.md', 'does not exist'],
  ['../private.md', 'outside the repository'],
  ['/etc/hostname.md', 'does not exist'],
  ['.env', 'must be the path of a Markdown file'],
  [undefined, 'must be the path of a Markdown file'],
])('%s is refused: it %s', async (file, reason) => {
  await expect(serviceDocument(await service(), file)).rejects.toThrow(reason);
});
