import * as pulumi from '@pulumi/pulumi';
import { expect, it } from 'vitest';
import { run } from './testing';

const chosen = {
  'service:frontend': 'vercel',
  'service:frontendDomain': 'www.example.com',
  'service:frontendRepository': 'shop/web',
};

it('registers no Vercel resource unless it is configured', async () => {
  const { resources } = await run('prod');
  expect(resources.filter(({ type }) => type.includes('vercel'))).toEqual([]);
});

it('deploys the repository as a Next.js project', async () => {
  expect((await run('prod', chosen)).one('vercel:index/project:Project').inputs).toMatchObject({
    framework: 'nextjs',
    gitRepository: { type: 'github', repo: 'shop/web' },
    gitForkProtection: true,
  });
});

it('is deployed manually when it has no repository', async () => {
  const program = await run('prod', { ...chosen, 'service:frontendRepository': '' });
  expect(program.one('vercel:index/project:Project').inputs).not.toHaveProperty('gitRepository');
});

it('passes the URL of the service as a sensitive variable', async () => {
  const program = await run('prod', chosen);
  const { inputs } = program.one('index/projectEnvironmentVariable:ProjectEnvironmentVariable');
  expect(inputs).toMatchObject({
    key: 'API_URL',
    // Pulumi wraps it as a secret
    value: expect.objectContaining({ value: await value(program.outputs.url) }) as object,
    targets: ['production', 'preview'],
    sensitive: true,
  });
});

it('is available at its domain', async () => {
  const program = await run('prod', chosen);
  expect(program.one('index/projectDomain:ProjectDomain').inputs.domain).toBe('www.example.com');
  expect(await value(program.outputs.frontendUrl)).toBe('https://www.example.com');
});

function value(output: unknown): Promise<unknown> {
  return new Promise(resolve => (output as pulumi.Output<unknown>).apply(resolve));
}
