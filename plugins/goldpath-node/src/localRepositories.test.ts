import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { expect, test } from 'vitest';
import { localRepositoriesRoot } from './localRepositories.ts';

const configured = (folder?: string, enabled?: boolean) =>
  new ConfigReader({ goldpath: { localRepositories: { path: folder, enabled } } });

test('the default is the folder `stamped` of the working directory', () => {
  expect(localRepositoriesRoot(configured())).toBe(path.join(process.cwd(), 'stamped'));
});

test('a relative path is resolved from the working directory', () => {
  expect(localRepositoriesRoot(configured('../services'))).toBe(path.resolve('../services'));
});

test('an absolute path is used unchanged', () => {
  expect(localRepositoriesRoot(configured('/srv/services'))).toBe(path.resolve('/srv/services'));
});

test('a portal that does not publish locally has no folder', () => {
  expect(localRepositoriesRoot(configured('/srv/services', false))).toBeUndefined();
});
