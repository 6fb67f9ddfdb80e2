import { ConfigReader } from '@backstage/core-app-api';
import { expect, test } from 'vitest';
import { offeredProviders } from './offeredProviders.ts';

const offered = (config: object) => offeredProviders(new ConfigReader(config));
const signIn = (...providers: string[]) => ({ goldpath: { signIn: { providers } } });

test('without configuration, guests are offered', () => {
  expect(offered({})).toEqual(['guest']);
});

test('the configured providers keep their order', () => {
  expect(offered(signIn('github', 'guest'))).toEqual(['github', 'guest']);
});

test('guests are not offered in production', () => {
  expect(offered({ ...signIn('github', 'guest'), auth: { environment: 'production' } })).toEqual(['github']);
});

test('guests are offered in production when that is configured', () => {
  const guest = { dangerouslyAllowOutsideDevelopment: 'true' };
  expect(offered({ ...signIn('guest'), auth: { environment: 'production', providers: { guest } } })).toEqual([
    'guest',
  ]);
});
