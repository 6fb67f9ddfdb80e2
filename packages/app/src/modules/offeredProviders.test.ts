import { ConfigReader } from '@backstage/core-app-api';
import { expect, test } from 'vitest';
import { offeredProviders } from './offeredProviders.ts';

const offered = (config: object) => offeredProviders(new ConfigReader(config as never));
const signIn = (...providers: string[]) => ({ goldpath: { signIn: { providers } } });

test('without any configuration guests are let in', () => {
  expect(offered({})).toEqual(['guest']);
});

test('the configured ways keep their order', () => {
  expect(offered(signIn('github', 'guest'))).toEqual(['github', 'guest']);
});

test('guests are not offered in production', () => {
  expect(offered({ ...signIn('github', 'guest'), auth: { environment: 'production' } })).toEqual(['github']);
});

test('guests are offered in production when that is asked for', () => {
  const guest = { dangerouslyAllowOutsideDevelopment: 'true' };
  expect(offered({ ...signIn('guest'), auth: { environment: 'production', providers: { guest } } })).toEqual([
    'guest',
  ]);
});
