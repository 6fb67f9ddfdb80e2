// Runs a template's deployment scripts with fake command lines of AWS and Pulumi.
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Deployment, digest, hasCommandLines, otherDigest } from './commandLines.ts';

let deployment: Deployment;

beforeEach(async () => {
  deployment = await Deployment.make();
});

afterEach(() => deployment.remove());

describe.skipIf(!hasCommandLines)('stage.sh', () => {
  const config = (lines: string) =>
    writeFile(path.join(deployment.folder, 'infra', 'Pulumi.dev.yaml'), `config:\n${lines}`);

  test('prints the location of a stage from the configuration of the infrastructure', async () => {
    await writeFile(
      path.join(deployment.folder, 'infra', 'Pulumi.yaml'),
      'name: desk\ndescription: "name: x"\n',
    );
    await config("  aws:region: eu-west-1 # Dublin\n  service:stateBucket: 'acme-state'\n");
    const { code, output } = await deployment.run('stage.sh', ['dev']);
    expect(output).toContain(
      'STAGE=dev\nAWS_REGION=eu-west-1\nSERVICE=desk-dev\nIMAGE_REPOSITORY=desk-dev\n',
    );
    expect(output).toContain('PULUMI_BACKEND_URL=s3://acme-state\n');
    expect(code).toBe(0);
  });

  test('prints the missing key', async () => {
    await writeFile(path.join(deployment.folder, 'infra', 'Pulumi.yaml'), 'name: desk\n');
    await config('  aws:region: eu-west-1\n');
    expect(await deployment.run('stage.sh', ['dev'])).toEqual({
      code: 2,
      output: expect.stringMatching(
        /^infra\/Pulumi\.dev\.yaml: service:stateBucket is '', which .*docs\/pipeline\.md/,
      ) as string,
    });
  });

  test.each(['prod', '../dev', '', 'dev;ls'])('rejects an unknown stage: %j', async stage => {
    await config('  aws:region: eu-west-1\n');
    expect((await deployment.run('stage.sh', [stage])).code).not.toBe(0);
  });
});

describe.skipIf(!hasCommandLines)('push.sh', () => {
  const registry = {
    'ecr describe-images': 254,
    'sts get-caller-identity': '123456789012',
    'ecr get-login-password': 'a password',
  };
  const has = (id: string) => ({
    [`ecr describe-images --repository-name desk-dev --image-ids ${id}`]: '{}',
    ...registry,
  });
  const repository = 'docker://123456789012.dkr.ecr.eu-west-1.amazonaws.com/desk-dev';
  const signatureTag = `${digest.replace(':', '-')}.sig`;
  /** a skopeo that reports the digest of the copied image */
  const copying = (copied: string) =>
    deployment.program(
      'skopeo',
      {},
      `while [[ $# -gt 0 ]]; do if [[ $1 == --digestfile ]]; then printf %s '${copied}' > "$2"; fi; shift; done`,
    );
  const push = () => deployment.run('push.sh', ['image.tar', digest, 'c0ffee'.repeat(7), 'a signature']);
  const copies = async () => (await deployment.calls()).filter(call => call.startsWith('skopeo copy'));

  test('copies the whole archive with its digest, and tags it with the commit and the digest', async () => {
    await deployment.program('aws', registry);
    await copying(digest);
    expect(await push()).toMatchObject({ code: 0 });
    const [copy = ''] = await copies();
    expect(copy).toMatch(/ --all --preserve-digests /);
    expect(copy.endsWith(` oci-archive:image.tar ${repository}:c0ffeec0ffee-${'a'.repeat(12)}`)).toBe(true);
    expect((await deployment.calls()).join('\n')).not.toContain('a password');
  });

  test('the signature follows its image', async () => {
    await deployment.program('aws', registry);
    await copying(digest);
    await push();
    const [, copy = '', ...others] = await copies();
    expect(copy.endsWith(` ${repository}:${signatureTag}`)).toBe(true);
    expect(others).toEqual([]);
  });

  test('an existing image without a signature gets one', async () => {
    await deployment.program('aws', has(`imageDigest=${digest}`));
    await copying(digest);
    expect(await push()).toMatchObject({ code: 0 });
    expect(await copies()).toEqual([expect.stringContaining(signatureTag) as string]);
  });

  test('an existing image with its signature is left alone', async () => {
    await deployment.program('aws', { ...registry, 'ecr describe-images': '{}' });
    await copying(digest);
    expect(await push()).toMatchObject({ code: 0 });
    expect((await deployment.calls()).filter(call => call.startsWith('skopeo'))).toEqual([]);
  });

  test('another image than the one that was tested is an error', async () => {
    await deployment.program('aws', registry);
    await copying(otherDigest);
    const { code, output } = await push();
    expect(output).toContain(`The archive contains ${otherDigest}, not ${digest}`);
    expect(code).toBe(1);
  });
});

describe.skipIf(!hasCommandLines)('smoke.sh', () => {
  /** runs the script against a service with these answers */
  async function served(answers: Record<string, [status: number, body: string]>) {
    const server = createServer((request, response) => {
      const [status, body] = answers[request.url ?? ''] ?? [404, ''];
      response.writeHead(status).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await deployment.program('pulumi', { 'stack output url': `http://127.0.0.1:${port}` });
    const result = await deployment.run('smoke.sh', [], { SMOKE_RETRIES: '0' });
    server.close();
    return result;
  }
  const page = '/v1/prompts?limit=1';

  test('a healthy service with a page of prompts passes', async () => {
    const { code, output } = await served({ '/health/ready': [200, '{}'], [page]: [200, '{"items": []}'] });
    expect(output).toMatch(/is healthy\.\n$/);
    expect(code).toBe(0);
  });

  test.each<[what: string, answers: Record<string, [number, string]>]>([
    ['is not ready', { '/health/ready': [503, ''], [page]: [200, '{"items": []}'] }],
    ['cannot read', { '/health/ready': [200, ''], [page]: [500, '{}'] }],
    ['answers without a page', { '/health/ready': [200, ''], [page]: [200, '{"items": 1}'] }],
    ['answers with something else', { '/health/ready': [200, ''], [page]: [200, '<html>'] }],
  ])('a service that %s fails', async (_what, answers) => {
    expect((await served(answers)).code).not.toBe(0);
  });
});
