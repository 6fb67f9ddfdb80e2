import * as pulumi from '@pulumi/pulumi';
import { expect, test } from 'vitest';
import { Site } from './site';

interface Registered {
  type: string;
  inputs: Record<string, unknown>;
}

/** The resources of a site, as the engine would register them. */
async function registered(config: Partial<ConstructorParameters<typeof Site>[1]>): Promise<Registered[]> {
  const resources: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        resources.push({ type, inputs: inputs as Registered['inputs'] });
        return { id: `${name}-id`, state: inputs as Registered['inputs'] };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    'shelf',
    'prod',
    false,
  );
  new Site('shelf', { domain: undefined, serviceUrl: undefined, previewServiceUrl: undefined, ...config });
  await pulumi.runtime.disconnect();
  return resources;
}

const inputsOf = (resources: Registered[], type: string) =>
  resources.filter(resource => resource.type.endsWith(type)).map(({ inputs }) => inputs);

test('previews are visible only to members of the team', async () => {
  expect(inputsOf(await registered({}), ':Project')).toMatchObject([
    { framework: 'nextjs', vercelAuthentication: { deploymentType: 'standard_protection_new' } },
  ]);
});

test('a preview does not call the service of production', async () => {
  const resources = await registered({
    serviceUrl: 'https://api.example.com',
    previewServiceUrl: 'https://dev.example.com',
  });
  expect(inputsOf(resources, ':ProjectEnvironmentVariable')).toMatchObject([
    {
      key: 'SERVICE_URL',
      value: { value: 'https://api.example.com' },
      targets: ['production'],
      sensitive: true,
    },
    {
      key: 'SERVICE_URL',
      value: { value: 'https://dev.example.com' },
      targets: ['preview'],
      sensitive: true,
    },
  ]);
});

test('a site without a domain claims the one of Vercel, which another site may have', async () => {
  expect(inputsOf(await registered({}), ':ProjectDomain')).toMatchObject([{ domain: 'shelf.vercel.app' }]);
  const withDomain = await registered({ domain: 'prompts.example.com' });
  expect(inputsOf(withDomain, ':ProjectDomain')).toMatchObject([{ domain: 'prompts.example.com' }]);
});
