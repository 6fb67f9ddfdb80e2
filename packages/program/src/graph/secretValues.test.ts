import { expect, test } from 'vitest';
import { markSecretParts } from './secretValues.ts';

const mark = 'goldpath-secret:a secret of the program#';

test('a secret is marked in the parts that are secret, also escaped in JSON, and only there', () => {
  const inputs = {
    document: JSON.stringify({ password: 'say "friend"' }),
    settings: [{ url: 'pg://say "friend"@db' }, { url: 'pg://say "friend"@db' }],
    name: 'say "friend"',
  };
  expect(markSecretParts(inputs, ['document', 'settings.0'], ['say "friend"'])).toEqual({
    document: JSON.stringify({ password: mark }),
    settings: [{ url: `pg://${mark}@db` }, { url: 'pg://say "friend"@db' }],
    name: 'say "friend"',
  });
});

test('a part that is nothing but the secret stays as it is', () => {
  expect(markSecretParts({ password: 'correct-horse' }, ['password'], ['correct-horse'])).toEqual({
    password: 'correct-horse',
  });
});

test('a secret around several values is marked in each', () => {
  const inputs = { environment: { variables: { TOKEN: 'correct-horse', HOST: 'db' } } };
  expect(markSecretParts(inputs, ['environment'], ['correct-horse'])).toEqual({
    environment: { variables: { TOKEN: mark, HOST: 'db' } },
  });
});
