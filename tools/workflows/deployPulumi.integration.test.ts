// Runs a template's scripts around Pulumi with fake command lines of AWS and Pulumi.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Deployment, digest, hasCommandLines, otherDigest, serviceWith, stageFile } from './commandLines.ts';

let deployment: Deployment;

beforeEach(async () => {
  deployment = await Deployment.make();
});

afterEach(() => deployment.remove());

const inFolder = (...names: string[]) => path.join(deployment.folder, ...names);

/** a Pulumi that saves --config in the file that it is given, and prints the file, as the real one does in part */
const saving = `
while [[ $# -gt 0 ]]; do
  if [[ $1 == --config-file ]]; then file=$2; fi
  if [[ $1 == --config ]]; then echo "  $2" >> "$file"; fi
  shift
done
cat "$file"`;

const pulumiCalls = async () => (await deployment.calls()).filter(call => call.startsWith('pulumi'));

describe.skipIf(!hasCommandLines)('pulumi.sh', () => {
  beforeEach(() => deployment.program('pulumi', {}, saving));

  test('the file of the stage stays as it is', async () => {
    await deployment.program('aws', serviceWith(otherDigest));
    const { code, output } = await deployment.run('pulumi.sh', ['up', digest, '--yes', '--skip-preview']);
    expect(code).toBe(0);
    expect(output).toBe(`${stageFile}  service:image=${digest}\n`);
    expect(await readFile(inFolder('infra', 'Pulumi.dev.yaml'), 'utf8')).toBe(stageFile);
  });

  test.each<[image: string, running: string, config: string]>([
    [digest, 'none', `--config service:image=${digest} --config release:first=true --yes --skip-preview`],
    [digest, otherDigest, `--config service:image=${digest} --yes --skip-preview`],
    ['running', otherDigest, `--config service:image=${otherDigest} --yes --skip-preview`],
    ['running', 'none', '--config service:image=none --yes --skip-preview'],
    ['none', 'none', '--config service:image=none --yes --skip-preview'],
  ])('%s, with %s running', async (image, running, config) => {
    await deployment.program('aws', serviceWith(running));
    expect(await deployment.run('pulumi.sh', ['up', image, '--yes', '--skip-preview'])).toMatchObject({
      code: 0,
    });
    const [up = ''] = await pulumiCalls();
    expect(up).toMatch(/^pulumi up --stack dev --config-file \S+\/Pulumi\.dev\.yaml /);
    expect(up.endsWith(` ${config}`)).toBe(true);
  });

  test('a stage that runs is not left without an image', async () => {
    await deployment.program('aws', serviceWith(digest));
    const { code, output } = await deployment.run('pulumi.sh', ['up', 'none']);
    expect(output).toContain(`dev runs ${digest}, and would stop without an image`);
    expect(code).toBe(1);
    expect(await pulumiCalls()).toEqual([]);
  });
});

const secret = (ciphertext: string) => ({
  '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
  ciphertext,
});

describe.skipIf(!hasCommandLines)('preview.sh and drift.sh', () => {
  const state = {
    version: 3,
    checkpoint: {
      latest: {
        secrets_providers: { type: 'cloud', state: { url: 'awskms:///key' } },
        resources: [{ urn: 'urn:a', inputs: { name: 'a', value: secret('v1:abc') } }],
      },
    },
  };
  const secretFile = `secretsprovider: awskms:///key
encryptedkey: abc
config:
  aws:region: eu-west-1
  service:neighbours:
    - 10.1.0.0/16
  service:sentryDsn:
    secure: v1:abc
  service:datadogApiKey:
    secure: v1:def
  service:size: small
`;
  const preview = (script: string, args: string[]) =>
    deployment.run(script, args, { PULUMI_BACKEND_URL: 's3://acme-state?region=eu-west-1' });

  beforeEach(async () => {
    await writeFile(inFolder('infra', 'Pulumi.dev.yaml'), secretFile);
    await deployment.program('aws', {
      ...serviceWith(digest),
      's3 cp s3://acme-state/.pulumi/stacks/desk/dev.json': JSON.stringify(state),
    });
  });

  test('the program runs with a state and a configuration without secrets', async () => {
    await deployment.program(
      'pulumi',
      {},
      `${saving}\ncat "\${PULUMI_BACKEND_URL#file://}/.pulumi/stacks/desk/dev.json"`,
    );
    const { code, output } = await preview('preview.sh', ['running', '--diff']);
    expect(code).toBe(0);
    expect(output).not.toMatch(/secure|v1:|awskms|encryptedkey/);
    expect(output).toContain(`config:
  aws:region: eu-west-1
  service:neighbours:
    - 10.1.0.0/16
  service:sentryDsn: https://secret@secret.invalid/0
  service:datadogApiKey: 00000000000000000000000000000000
  service:size: small
  service:image=${digest}
`);
    expect(output).toContain('"value": "secret"');
    expect((await pulumiCalls())[0]).toMatch(/ --exclude \*\*aws:secretsmanager\S+ --diff$/);
  });

  test('a stage without changes passes, compared with the running image', async () => {
    await deployment.program('pulumi', {});
    expect(await preview('drift.sh', [inFolder('drift.md')])).toMatchObject({ code: 0 });
    expect((await pulumiCalls())[0]).toMatch(
      new RegExp(`^pulumi preview .*--config service:image=${digest} .*--refresh --expect-no-changes`),
    );
  });

  test('the report contains the differences', async () => {
    await deployment.program('pulumi', {}, "echo '~ aws:ec2/vpc:Vpc'\nexit 255");
    expect((await preview('drift.sh', [inFolder('drift.md')])).code).toBe(1);
    expect(await readFile(inFolder('drift.md'), 'utf8')).toBe('## dev\n\n```diff\n~ aws:ec2/vpc:Vpc\n```\n');
  });
});

describe.skipIf(!hasCommandLines)('empty.sh', () => {
  beforeEach(() => deployment.program('pulumi', { 'stack output imageBucket': 'desk-dev-images' }));

  test('a protected stage keeps its data', async () => {
    await writeFile(inFolder('infra', 'Pulumi.dev.yaml'), 'config:\n  service:protected: true\n');
    await deployment.program('aws', {});
    const { code, output } = await deployment.run('empty.sh');
    expect(output).toContain('service:protected is not false');
    expect(code).toBe(1);
  });

  test('images that the registry refuses to delete are an error', async () => {
    await deployment.program('aws', {
      'ecr list-images': JSON.stringify({ imageIds: [{ imageDigest: digest }] }),
      'ecr batch-delete-image': '{"imageIds": [], "failures": [{"failureCode": "KmsError"}]}',
    });
    const { code, output } = await deployment.run('empty.sh');
    expect(output).toContain('desk-dev keeps images: [{"failureCode":"KmsError"}]');
    expect(code).toBe(1);
  });

  test('objects and their versions are deleted until none is left', async () => {
    const versions = {
      Versions: [{ Key: 'a', VersionId: '1' }],
      DeleteMarkers: [{ Key: 'b', VersionId: '2' }],
    };
    await deployment.program(
      'aws',
      { 'ecr list-images': '{"imageIds": []}' },
      `if [[ $2 == delete-objects ]]; then cat "\${6#file://}" > '${inFolder('deleted')}'; exit; fi
if [[ ! -f '${inFolder('deleted')}' ]]; then echo '${JSON.stringify(versions)}'; fi`,
    );
    expect(await deployment.run('empty.sh')).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(inFolder('deleted'), 'utf8'))).toEqual({
      Quiet: true,
      Objects: [...versions.Versions, ...versions.DeleteMarkers],
    });
  });
});
