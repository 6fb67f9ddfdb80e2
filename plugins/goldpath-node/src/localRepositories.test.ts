import path from 'node:path';
import { expect, test } from 'vitest';
import { localRepositoriesRoot } from './localRepositories.ts';

const configured = (value?: string) => ({
  getOptionalString: (key: string) => (key === 'goldpath.localRepositories.path' ? value : undefined),
});

test('is the folder `stamped` of the working directory unless the configuration says otherwise', () => {
  expect(localRepositoriesRoot(configured())).toBe(path.join(process.cwd(), 'stamped'));
});

test('takes a relative path from the working directory', () => {
  expect(localRepositoriesRoot(configured('../services'))).toBe(path.resolve('../services'));
});

test('takes an absolute path as it is', () => {
  expect(localRepositoriesRoot(configured('/srv/services'))).toBe(path.resolve('/srv/services'));
});
