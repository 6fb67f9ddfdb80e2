import type { ConfigApi } from '@backstage/core-plugin-api';

/** A way to sign in. */
export type Provider = 'github' | 'guest';

/**
 * The ways to sign in that the sign-in page offers: those of `goldpath.signIn.providers`, but guests only where the backend
 * allows them.
 */
export function offeredProviders(
  config: Pick<ConfigApi, 'getOptionalStringArray' | 'getOptionalString' | 'getOptionalBoolean'>,
): Provider[] {
  const configured = (config.getOptionalStringArray('goldpath.signIn.providers') ?? ['guest']) as Provider[];
  const guests =
    config.getOptionalString('auth.environment') !== 'production' ||
    config.getOptionalBoolean('auth.providers.guest.dangerouslyAllowOutsideDevelopment') === true;
  return configured.filter(provider => provider !== 'guest' || guests);
}
