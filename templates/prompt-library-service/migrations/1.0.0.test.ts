import { expect, test } from 'vitest';
import { migration } from './1.0.0.ts';

const stage = (...settings: string[]) =>
  `config:\n  service:nat: single\n${settings.map(line => `  ${line}\n`).join('')}  service:pipeline: github\n`;

/** The changed text of a stage's file. */
const changed = (text: string) =>
  migration
    .changeTeam?.(
      new Map([
        ['infra/Pulumi.yaml', "name: 'desk'\nmain: index.ts\n"],
        ['infra/Pulumi.dev.yaml', text],
      ]),
    )
    .get('infra/Pulumi.dev.yaml');

test('the domain of a website becomes an allowed origin', () => {
  const before = stage(
    'service:frontend: vercel # the shop',
    'service:frontendDomain: www.example.com',
    'service:frontendRepository: acme/web',
  );
  expect(changed(before)).toBe(stage('service:frontendOrigins:', '  - https://www.example.com'));
});

test('a website without a domain of its own has the one that Vercel gave it', () => {
  expect(changed(stage('service:frontend: "vercel"'))).toBe(
    stage('service:frontendOrigins:', '  - https://desk-dev.vercel.app'),
  );
});

test('a stage without a website has no origins', () => {
  expect(changed(stage('service:frontend: none'))).toBe(stage());
});

test('other files stay as they are', () => {
  expect(migration.changeTeam?.(new Map([['README.md', 'service:frontend: vercel\n']]))).toEqual(new Map());
});
