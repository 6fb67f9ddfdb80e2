import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { developmentConfigs, lastWord, mustBeFree, wantedPort } from './portal.ts';

test('without PORT the portal listens on 7007', () => {
  expect(wantedPort('')).toBe(7007);
});

test.each(['0', '70000', 'http', '70.5'])('PORT=%s is rejected', value => {
  expect(() => wantedPort(value)).toThrow(
    `PORT is '${value}', which is not a port. Use a number from 1 to 65535.`,
  );
});

test('a port in use is rejected, and the message proposes another', async () => {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await expect(mustBeFree(port)).rejects.toThrow(
    `Port ${port} is used by another program. Choose another: PORT=`,
  );
  server.close();
});

test('GitHub is configured when its client id and secret are both set', () => {
  const github = { AUTH_GITHUB_CLIENT_ID: 'id', AUTH_GITHUB_CLIENT_SECRET: 'secret' };
  expect(developmentConfigs(github)).toContain('app-config.github.yaml');
});

test('GitHub is left out when its secret is missing', () => {
  expect(developmentConfigs({ AUTH_GITHUB_CLIENT_ID: 'id' })).toEqual(['app-config.yaml']);
});

test.each([
  ['an Error in a log\nPOSTGRES_HOST is not set. Set it.\n', 'POSTGRES_HOST is not set. Set it.'],
  [
    "x.js:1\n\nTypeError: a is not a function\n    at b (x.js:1:1) {\n  code: 'C'\n}\n\nNode.js v24.1.0",
    'TypeError: a is not a function',
  ],
  ['', 'it printed no error'],
])('the reason of a backend that exits is its last word: %j', (output, reason) => {
  expect(lastWord(output)).toBe(reason);
});
