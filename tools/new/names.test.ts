import { expect, test } from 'vitest';
import { camelCase, pascalCase, requireName, titleOf } from './names.ts';

test.each(['rule', 'queue-encrypted', 'http2-only'])('%s is in kebab-case', name => {
  expect(() => requireName(name)).not.toThrow();
});

test.each(['', 'Queue', 'queue_encrypted', '-queue', 'queue-', 'queue--encrypted', '2fa', '../rule', 'a b'])(
  '%j is not in kebab-case',
  name => {
    expect(() => requireName(name)).toThrow('is not in kebab-case');
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

test.each(['class', 'let', 'await', 'static', 'eval'])('%s is a reserved word', name => {
  expect(() => requireName(name)).toThrow(`The name '${name}' is a reserved word of JavaScript`);
});
