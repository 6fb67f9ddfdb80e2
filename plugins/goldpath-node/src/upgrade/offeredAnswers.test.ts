import { expect, test } from 'vitest';
import { offeredAnswers } from './offeredAnswers.ts';

const entity = (targetRef: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'desk' },
  relations: [
    { type: 'partOf', targetRef: 'system:default/desk' },
    { type: 'ownedBy', targetRef },
  ],
});

test("a portal offers its own answers and the service's owner", () => {
  const portal = { platformRepository: 'acme/goldpath' };
  expect(offeredAnswers(portal, entity('group:default/desk'))).toEqual({
    owner: 'group:default/desk',
    platformRepository: 'acme/goldpath',
  });
});

test('the owner that the portal sets takes precedence', () => {
  expect(offeredAnswers({ owner: 'group:default/all' }, entity('group:default/desk'))).toEqual({
    owner: 'group:default/all',
  });
});

test('a service that is not in the catalog has the answers of the portal', () => {
  expect(offeredAnswers({ codeOwners: '@acme/all' }, undefined)).toEqual({ codeOwners: '@acme/all' });
});
