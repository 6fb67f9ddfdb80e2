import { mockServices } from '@backstage/backend-test-utils';
import { expect, test } from 'vitest';
import { portalAnswers, withPortalAnswers } from './portalAnswers.ts';

const template = { answersSchema: { properties: { name: {}, platformRepository: {} } } };
const portal = { platformRepository: 'acme/goldpath', region: 'eu-west-1' };

test('the portal has the answers of its configuration, without empty ones', () => {
  const answers = { platformRepository: 'acme/goldpath', codeOwners: '' };
  const config = mockServices.rootConfig({ data: { goldpath: { answers } } });
  expect(portalAnswers(config)).toEqual({ platformRepository: 'acme/goldpath' });
});

test('a portal without answers has none', () => {
  expect(portalAnswers(mockServices.rootConfig())).toEqual({});
});

test('the portal answers only the fields of the form', () => {
  expect(withPortalAnswers(template, { name: 'desk' }, portal)).toEqual({
    name: 'desk',
    platformRepository: 'acme/goldpath',
  });
});

test("a user's answer takes precedence, and one without a value does not", () => {
  const answer = (platformRepository: string | undefined) =>
    withPortalAnswers(template, { platformRepository }, portal);
  expect(answer('own/one')).toEqual({ platformRepository: 'own/one' });
  expect(answer(undefined)).toEqual({ platformRepository: 'acme/goldpath' });
});

test.each([null, 'text', ['a'], 7])('%j has no fields, and is returned unchanged', answers => {
  expect(withPortalAnswers(template, answers, portal)).toEqual(answers);
});
