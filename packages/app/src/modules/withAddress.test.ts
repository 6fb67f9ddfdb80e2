import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { withAddress } from './withAddress.ts';

const serversOf = (definition: string) =>
  (parse(withAddress(definition, 'The address')) as { servers: { url: string; variables: object }[] })
    .servers;

test.each([
  ['the root', 'openapi: 3.1.0\nservers:\n  - url: /\n', '{address}'],
  ['a path', 'openapi: 3.1.0\nservers:\n  - url: /v1\n', '{address}/v1'],
  ['no server', 'openapi: 3.1.0\npaths: {}\n', '{address}'],
  ['JSON', '{"openapi":"3.0.3","servers":[]}', '{address}'],
])('the address of the service is asked for with %s', (_case, definition, url) => {
  expect(serversOf(definition)).toMatchObject([
    { url, variables: { address: { default: 'http://localhost:3000' } } },
  ]);
});

test.each([
  'openapi: 3.1.0\nservers:\n  - url: https://api.example.com/v1\n',
  'openapi: 3.1.0\nservers:\n  - url: "{base}/v1"\n',
  'openapi: 3.1.0\nservers:\n  - url: /\n  - url: https://api.example.com\n',
  'swagger: "2.0"\nhost: api.example.com\n',
  'a: [not, yaml',
])('%j is unchanged', definition => {
  expect(withAddress(definition, 'The address')).toBe(definition);
});
