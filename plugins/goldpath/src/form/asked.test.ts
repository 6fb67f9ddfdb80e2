import type { JsonObject } from '@backstage/types';
import { expect, test } from 'vitest';
import { askedIn } from './asked.ts';
import { checkedManifest } from './checkedSchema.ts';

const onGithub = { required: ['destination'], properties: { destination: { const: 'github' } } };
const pages: JsonObject[] = [
  { properties: { name: { type: 'string', 'ui:autofocus': true } } },
  {
    properties: { destination: { type: 'string' } },
    if: onGithub,
    then: { properties: { repoUrl: { type: 'string', 'ui:field': 'RepoUrlPicker' } } },
  },
];
const manifest = { title: 'Tiny', steps: pages.map(schema => ({ title: 'A page', schema })) };

test.each([
  ['github', { name: 'a', destination: 'github', repoUrl: 'left behind' }],
  ['local', { name: 'a', destination: 'local' }],
])('with the destination %s, only the answers of its branch are left', (destination, expected) => {
  const asked = askedIn(checkedManifest(manifest, 'template:default/tiny'));
  expect(asked({ name: 'a', destination, repoUrl: 'left behind' })).toEqual(expected);
});
