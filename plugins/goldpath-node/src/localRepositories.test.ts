import path from 'node:path';
import { expect, test } from 'vitest';
import { localRepositoriesRoot } from './localRepositories.ts';

const configured = (value?: string) => ({
  getOptionalString: (key: string) => (key === 'goldpath.localRepositories.path' ? value : undefined),
});

test('the default is the folder `stamped` of the working directory', () => {
  expect(localRepositoriesRoot(configured())).toBe(path.join(process.cwd(), 'stamped'));
});

test('a relative path is resolved from the working directory', () => {
  expect(localRepositoriesRoot(configured('../services'))).toBe(path.resolve('../services'));
});

test('an absolute path is used unchanged', () => {
  expect(localRepositoriesRoot(configured('/srv/services'))).toBe(path.resolve('/srv/services'));
});
