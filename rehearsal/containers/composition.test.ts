import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { composed } from './composition.ts';

const file = `services:
  database:
    image: postgres:15-alpine
  program:
    build: .
    read_only: true
    ports: ['127.0.0.1:3000:80']
`;

test('only the program’s image and the port of the machine change', () => {
  expect(parse(composed(file, 'built', 4321))).toEqual({
    services: {
      database: { image: 'postgres:15-alpine' },
      program: { image: 'built', read_only: true, ports: ['127.0.0.1:4321:80'] },
    },
  });
});
