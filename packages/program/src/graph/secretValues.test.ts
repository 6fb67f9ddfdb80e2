import { expect, test } from 'vitest';
import { unknownValue } from '../run/recorded.ts';
import { markSecretParts, unwrapSecrets } from './secretValues.ts';

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

test('a reference to a resource is its id, which may be known later', () => {
  const reference = {
    '4dabf18193072939515e22adb298388d': '5cf8f73096256a8f31e491e813e4eb8e',
    urn: 'urn:pulumi:dev::shop::aws:iam/role:Role::task',
  };
  const inputs = {
    role: { ...reference, id: 'task-1' },
    owner: { ...reference, id: '' },
    component: reference,
  };
  expect(unwrapSecrets(inputs, () => undefined).inputs).toEqual({
    role: 'task-1',
    owner: unknownValue,
    component: reference,
  });
});
