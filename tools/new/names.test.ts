import { expect, test } from 'vitest';
import { camelCase, pascalCase, requireKebabCase, titleOf } from './names.ts';

test.each(['rule', 'queue-encrypted', 'http2-only'])('%s is in kebab-case', name => {
  expect(() => requireKebabCase(name)).not.toThrow();
});

test.each(['', 'Queue', 'queue_encrypted', '-queue', 'queue-', 'queue--encrypted', '2fa', '../rule', 'a b'])(
  '%j is not in kebab-case',
  name => {
    expect(() => requireKebabCase(name)).toThrow('is not in kebab-case');
  },
);

test('a name is converted to the cases of code and text', () => {
  const name = 'queue-encrypted';
  expect([camelCase(name), pascalCase(name), titleOf(name)]).toEqual([
    'queueEncrypted',
    'QueueEncrypted',
    'Queue encrypted',
  ]);
});
