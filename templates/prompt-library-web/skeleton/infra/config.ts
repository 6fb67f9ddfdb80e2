import type * as pulumi from '@pulumi/pulumi';

/** The configuration of the site; a value that is not set is undefined. */
export interface SiteConfig {
  /** host name */
  domain: string | undefined;
  /** URLs of the service */
  serviceUrl: string | undefined;
  previewServiceUrl: string | undefined;
}

const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/**
 * Reads and validates the configuration.
 *
 * @throws Error that names the key, its value and what is expected.
 */
export function readConfig(config: Pick<pulumi.Config, 'get' | 'name'>): SiteConfig {
  const read = (key: string, isValid: (value: string) => boolean, expected: string) => {
    const value = config.get(key) || undefined;
    if (value === undefined || isValid(value)) return value;
    throw new Error(`${config.name}:${key} is ${JSON.stringify(value)}; it must be ${expected}.`);
  };
  const url = 'a URL that starts with https:// and has no path, such as https://prompts-api.example.com';
  return {
    domain: read('domain', value => HOST.test(value), 'a host name, such as prompts.example.com'),
    serviceUrl: read('serviceUrl', isServiceUrl, url),
    previewServiceUrl: read('previewServiceUrl', isServiceUrl, url),
  };
}

/** Whether the pages can call a service there: they send tokens, so only encrypted. */
function isServiceUrl(value: string): boolean {
  return URL.canParse(value) && value.startsWith('https://') && new URL(value).origin === value;
}
