import * as pulumi from '@pulumi/pulumi';
import { expect, it } from 'vitest';
import { run } from './testing';

const chosen = {
  'service:frontend': 'vercel',
  'service:frontendDomain': 'www.example.com',
  'service:frontendRepository': 'shop/web',
};

it('asks nothing of Vercel unless it is chosen', async () => {
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

it('waits for a deployment by hand when it has no repository', async () => {
  const program = await run('prod', { ...chosen, 'service:frontendRepository': '' });
  expect(program.one('vercel:index/project:Project').inputs).not.toHaveProperty('gitRepository');
});

it('tells the pages where the service is, and nobody can read it back', async () => {
  const program = await run('prod', chosen);
  const { inputs } = program.one('index/projectEnvironmentVariable:ProjectEnvironmentVariable');
  expect(inputs).toMatchObject({
    key: 'API_URL',
    // Pulumi's own mark of a secret stands around it
    value: expect.objectContaining({ value: await value(program.outputs.url) }),
    targets: ['production', 'preview'],
    sensitive: true,
  });
});

it('is there under its domain', async () => {
  const program = await run('prod', chosen);
  expect(program.one('index/projectDomain:ProjectDomain').inputs.domain).toBe('www.example.com');
  expect(await value(program.outputs.frontendUrl)).toBe('https://www.example.com');
});

function value(output: unknown): Promise<unknown> {
  return new Promise(resolve => (output as pulumi.Output<unknown>).apply(resolve));
}
