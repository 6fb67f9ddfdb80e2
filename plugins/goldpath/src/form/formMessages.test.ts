import { expect, test } from 'vitest';
import { formMessages } from './formMessages.ts';

const error = (property: string, name: string, message: string) => ({
  property,
  name,
  message,
  stack: message,
});
const messagesOf = (...errors: ReturnType<typeof error>[]) =>
  formMessages(errors, 'is missing; fill it in').map(({ property, message }) => `${property}: ${message}`);

test('every empty required field has our own message', () => {
  expect(
    messagesOf(
      error('name', 'required', "must have required property 'Name'"),
      error('.owner', 'required', "must have required property 'Owner'"),
    ),
  ).toEqual(['name: is missing; fill it in', '.owner: is missing; fill it in']);
});

test('the first problem of a field is kept, as the template words it', () => {
  expect(
    messagesOf(error('.name', 'errorMessage', 'is too short'), error('.name', 'pattern', 'must match')),
  ).toEqual(['.name: is too short']);
});

test('a condition has no problem of its own when one of its fields has', () => {
  const condition = error('', 'errorMessage', 'needs a repository on GitHub');
  expect(messagesOf(condition, error('repoUrl', 'required', ''))).toEqual([
    'repoUrl: is missing; fill it in',
  ]);
  expect(messagesOf(condition)).toEqual([': needs a repository on GitHub']);
});
