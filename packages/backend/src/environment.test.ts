import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { environmentProblems, removeEmpty, variables, withGithubConfig } from './environment.ts';

const root = path.join(import.meta.dirname, '../../..');
const configured = (...files: string[]) => files.flatMap(file => ['--config', file]);
const production = configured('app-config.yaml', 'app-config.production.yaml');

const complete = {
  GOLDPATH_BASE_URL: 'https://portal.example.com',
  POSTGRES_HOST: 'database',
  POSTGRES_USER: 'portal',
  POSTGRES_PASSWORD: 'a password',
};
const github = { AUTH_GITHUB_CLIENT_ID: 'id', AUTH_GITHUB_CLIENT_SECRET: 'secret' };

test('the list has exactly the variables of the configuration files, and that of AWS', () => {
  const files = globSync('app-config*.yaml', { cwd: root }).filter(file => !file.includes('.local.'));
  const contents = files.map(file => readFileSync(path.join(root, file), 'utf8')).join('\n');
  const used = new Set([...contents.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
  expect(variables.map(({ name }) => name).sort()).toEqual([...used, 'AWS_REGION'].sort());
});

test('a developer’s portal needs no variable', () => {
  expect(environmentProblems(configured('app-config.yaml'), {})).toEqual([]);
});

test('a portal in production starts without GitHub', () => {
  expect(environmentProblems(production, complete)).toEqual([]);
});

test.each(Object.keys(complete))('%s is required in production', name => {
  expect(environmentProblems(production, { ...complete, [name]: undefined })).toEqual([
    expect.stringMatching(`^${name} is not set\\. Set it to `),
  ]);
});

test('AWS replaces the password by its region', () => {
  const argv = [...production, ...configured('app-config.aws.yaml')];
  const env = { ...complete, POSTGRES_PASSWORD: undefined };
  expect(environmentProblems(argv, { ...env, AWS_REGION: 'eu-central-1' })).toEqual([]);
  expect(environmentProblems(argv, env)).toEqual([expect.stringContaining('AWS_REGION is not set')]);
});

test.each([
  ['GOLDPATH_BASE_URL', 'goldpath.internal'],
  ['GOLDPATH_BASE_URL', 'https://portal.example.com/portal'],
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['POSTGRES_HOST', 'two words'],
  ['POSTGRES_PORT', '0'],
  ['GITHUB_TOKEN', 'token\n'],
  ['GOLDPATH_ALLOW_GUESTS', 'yes'],
  ['GOLDPATH_RECOVER_TASKS', '1'],
  ['GOLDPATH_PUBLISH_LOCALLY', 'on'],
  ['GOLDPATH_WORKSPACES', path.join(root, 'missing')],
  ['GOLDPATH_PLATFORM_REPOSITORY', 'https://github.com/acme/goldpath'],
  ['GOLDPATH_CODE_OWNERS', 'platform team'],
])('%s is not valid as %j, which is not printed', (name, value) => {
  const [problem, ...others] = environmentProblems(production, { ...complete, [name]: value });
  expect(others).toEqual([]);
  expect(problem).toMatch(`${name} is not valid. Set it to `);
  expect(problem).not.toContain(value);
});

test('an empty variable counts as not set', () => {
  const env: NodeJS.ProcessEnv = { ...complete, GITHUB_TOKEN: '', POSTGRES_HOST: '', OTHER: '' };
  removeEmpty(env);
  expect(env).toEqual({ ...complete, POSTGRES_HOST: undefined, OTHER: '' });
  expect(env).not.toHaveProperty('GITHUB_TOKEN');
});

test('the configuration of GitHub follows the first file when its variables are set', () => {
  expect(withGithubConfig(production, github)).toEqual(
    configured('app-config.yaml', 'app-config.github.yaml', 'app-config.production.yaml'),
  );
  expect(withGithubConfig(production, {})).toEqual(production);
});

test('the configuration of GitHub is not added twice', () => {
  const argv = configured('app-config.yaml', 'app-config.github.yaml');
  expect(withGithubConfig(argv, github)).toEqual(argv);
});

test.each(Object.keys(github))('%s is reported as missing when only the other is set', name => {
  const env = { ...complete, ...github, [name]: undefined };
  expect(environmentProblems(withGithubConfig(production, env), env)).toEqual([
    expect.stringContaining(`${name} is not set`),
  ]);
});
