// Runs a template's scripts that sign and verify images, with real keys and a fake command line of AWS.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Deployment, digest, hasCommandLines, imageOf, otherDigest } from './commandLines.ts';

const keys = [1, 2].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' })) as [Pair, Pair];

interface Pair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

let deployment: Deployment;

beforeEach(async () => {
  deployment = await Deployment.make();
  await mkdir(path.join(deployment.folder, 'deploy', 'signing-keys'));
  await commit('first', keys[0]);
});

afterEach(() => deployment.remove());

/** Puts the public key of a pair into the repository. */
const commit = (name: string, { publicKey }: Pair) =>
  writeFile(
    path.join(deployment.folder, 'deploy', 'signing-keys', `${name}.pem`),
    publicKey.export({ type: 'spki', format: 'pem' }),
  );

const claimOf = async (image: string) => (await deployment.run('claim.sh', [image])).output;

/** A signature as KMS makes it. */
async function signatureOf(image: string, { privateKey }: Pair): Promise<string> {
  return sign('sha256', Buffer.from(await claimOf(image)), privateKey).toString('base64');
}

/** The registry's answer for an image with a signature. */
const signed = (signature: string) => ({
  [`ecr batch-get-image --repository-name desk-dev --image-ids imageTag=sha256-${'a'.repeat(64)}.sig`]:
    JSON.stringify({ layers: [{ annotations: { 'dev.cosignproject.cosign/signature': signature } }] }),
});

describe.skipIf(!hasCommandLines)('sign.sh', () => {
  test('prints a signature by the key of the stage', async () => {
    const signature = await signatureOf(digest, keys[0]);
    await deployment.program('aws', { 'kms sign --key-id alias/desk-dev-signing': signature });
    const { code, output } = await deployment.run('sign.sh', [digest]);
    expect(output).toContain(`\n${signature}\n`);
    expect(code).toBe(0);
  });

  test('a key whose public part is not committed is an error before anything is pushed', async () => {
    await deployment.program('aws', { 'kms sign': await signatureOf(digest, keys[1]) });
    const { code, output } = await deployment.run('sign.sh', [digest]);
    expect(output).toContain('No key in deploy/signing-keys has made the signature of sha256:');
    expect(code).toBe(1);
  });

  test('a role that may not sign is an error', async () => {
    await deployment.program('aws', { 'kms sign': 254 });
    expect((await deployment.run('sign.sh', [digest])).code).not.toBe(0);
  });
});

describe.skipIf(!hasCommandLines)('verify.sh', () => {
  const verify = () => deployment.run('verify.sh', [digest]);

  test('an image that the pipeline signed passes', async () => {
    await deployment.program('aws', signed(await signatureOf(digest, keys[0])));
    expect(await verify()).toMatchObject({ code: 0 });
  });

  test('a signature by an earlier key stays valid', async () => {
    await commit('second', keys[1]);
    for (const key of keys) {
      await deployment.program('aws', signed(await signatureOf(digest, key)));
      expect(await verify()).toMatchObject({ code: 0 });
    }
  });

  test.each<[what: string, signature: () => Promise<string> | string]>([
    ['by another key', () => signatureOf(digest, keys[1])],
    ['of another image', () => signatureOf(otherDigest, keys[0])],
    ['that is cut off', async () => (await signatureOf(digest, keys[0])).slice(0, 20)],
    ['that is empty', () => ''],
  ])('a signature %s does not pass', async (_what, signature) => {
    await deployment.program('aws', signed(await signature()));
    const { code, output } = await verify();
    expect(output).toContain('No key in deploy/signing-keys has made the signature');
    expect(code).toBe(1);
  });

  test('an image without a signature does not pass', async () => {
    await deployment.program('aws', { 'ecr batch-get-image': 'None' });
    const { code, output } = await verify();
    expect(output).toContain(`desk-dev has no signature of ${digest}`);
    expect(code).toBe(1);
  });

  test('a signature of another service with the same key does not pass', async () => {
    const signature = await signatureOf(digest, keys[0]);
    await deployment.program('aws', signed(signature));
    expect((await deployment.run('verify.sh', [digest], { SERVICE: 'shop-dev' })).code).toBe(1);
  });

  test('without a public key, nothing passes', async () => {
    await rm(path.join(deployment.folder, 'deploy', 'signing-keys'), { recursive: true });
    await deployment.program('aws', signed(await signatureOf(digest, keys[0])));
    const { code, output } = await verify();
    expect(output).toContain('deploy/signing-keys contains no public key');
    expect(code).toBe(1);
  });

  test.each([
    [`${digest} It ran before images were signed.`, 0],
    [digest, 1],
    [`${otherDigest} It ran before images were signed.`, 1],
    [`# ${digest} It ran before images were signed.`, 1],
  ])('accepted without a signature: %s', async (line, code) => {
    await appendFile(path.join(deployment.folder, 'deploy', 'accepted-unsigned.txt'), `${line}\n`);
    await deployment.program('aws', { 'ecr batch-get-image': 'None' });
    expect((await verify()).code).toBe(code);
  });
});

describe.skipIf(!hasCommandLines)('a rollback', () => {
  test('to an image without a signature changes nothing', async () => {
    await deployment.program('aws', {
      'ecr batch-get-image': 'None',
      'ecr describe-images': '{}',
      'ecs list-task-definitions': 'arn:1',
      'ecs describe-task-definition': imageOf(digest),
    });
    expect((await deployment.run('rollback.sh', [digest])).code).toBe(1);
    expect((await deployment.calls()).filter(call => call.includes('update-service'))).toEqual([]);
  });
});

describe.skipIf(!hasCommandLines)('signature.sh', () => {
  test('writes an artifact with the claim, whose blobs have the digests that refer to them', async () => {
    const folder = path.join(deployment.folder, 'artifact');
    expect(await deployment.run('signature.sh', [digest, 'a signature', folder])).toMatchObject({ code: 0 });
    const blob = async (reference: string) =>
      readFile(path.join(folder, 'blobs', 'sha256', reference.replace('sha256:', '')), 'utf8');
    const index = JSON.parse(await readFile(path.join(folder, 'index.json'), 'utf8')) as Manifest;
    const manifest = JSON.parse(await blob(index.manifests[0]?.digest ?? '')) as Manifest;
    const [layer] = manifest.layers;
    expect(layer?.annotations).toEqual({ 'dev.cosignproject.cosign/signature': 'a signature' });
    expect(await blob(layer?.digest ?? '')).toBe(await claimOf(digest));
  });
});

interface Manifest {
  manifests: { digest: string }[];
  layers: { digest: string; annotations: Record<string, string> }[];
}
