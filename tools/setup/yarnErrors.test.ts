import { expect, test } from 'vitest';
import { checkNetwork } from '../explainDownload.mjs';
import { reasonOf } from './yarnErrors.ts';

test.each([
  [1, 'RequestError: getaddrinfo ENOTFOUND mirror.example.com\n    at ClientRequest'],
  [1, 'tiny@npm:1.0.0: TimeoutError: Timeout awaiting socket'],
  [35, 'tiny@npm:1.0.0: Package not found'],
  [41, 'tiny@npm:1.0.0: Invalid authentication (as an anonymous user)'],
])('YN%i %s is a problem of the network', (name, data) => {
  expect(reasonOf([{ name, data }], '')).toEqual({ reason: data.split('\n')[0], fix: checkNetwork });
});

test('the status and the address of a refused request are part of the reason', () => {
  const lines = [
    'The remote server failed to provide the requested resource',
    '  Response Code: 403 (Forbidden)',
    '  Request Method: GET',
    '  Request URL: http://mirror.example.com/tiny',
    'The remote server failed to provide another resource',
    '  Response Code: 404 (Not Found)',
  ];
  expect(
    reasonOf(
      lines.map(data => ({ name: 35, data })),
      '',
    ).reason,
  ).toBe(
    'The remote server failed to provide the requested resource, Response Code: 403 (Forbidden), Request URL: http://mirror.example.com/tiny',
  );
});

test('an outdated lockfile is reported with the command that updates it', () => {
  expect(reasonOf([{ name: 28, data: '+  tiny@npm:1.0.0' }], '').fix).toMatch(
    /^Update it: node .+ install\.$/,
  );
});

test('any other error is reported as it is, without a fix', () => {
  expect(reasonOf([{ name: 57, data: 'Invalid workspace' }], '')).toEqual({ reason: 'Invalid workspace' });
  expect(reasonOf([], '\u001b[31mInternal Error\u001b[39m: out of memory')).toEqual({
    reason: 'Internal Error: out of memory',
  });
});
