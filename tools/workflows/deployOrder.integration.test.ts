// Runs a template's rollback and the checks of a deployment with fake command lines of AWS.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Deployment, digest, hasCommandLines, imageOf, otherDigest, serviceWith } from './commandLines.ts';

let deployment: Deployment;

beforeEach(async () => {
  deployment = await Deployment.make();
});

afterEach(() => deployment.remove());

describe.skipIf(!hasCommandLines)('rollback.sh', () => {
  const definition = (revision: number) => `arn:aws:ecs:eu-west-1:1:task-definition/desk-dev:${revision}`;
  const history = {
    ...serviceWith(digest),
    'ecs list-task-definitions': [3, 2, 1].map(definition).join('\t'),
    [`ecs describe-task-definition --task-definition ${definition(3)}`]: imageOf(otherDigest),
    [`ecs describe-task-definition --task-definition ${definition(2)}`]: imageOf(digest),
    [`ecs describe-task-definition --task-definition ${definition(1)}`]: imageOf(digest),
  };

  beforeEach(() =>
    writeFile(
      path.join(deployment.folder, 'deploy', 'accepted-unsigned.txt'),
      `${digest} The scripts that verify signatures have tests of their own.\n`,
    ),
  );

  test('runs the newest task definition with the image, without Pulumi', async () => {
    await deployment.program('aws', history);
    expect(await deployment.run('rollback.sh', [digest])).toMatchObject({ code: 0 });
    const calls = await deployment.calls();
    expect(calls.filter(call => call.startsWith('aws ecs update-service'))).toEqual([
      `aws ecs update-service --cluster desk-dev --service desk-dev --task-definition ${definition(2)} --force-new-deployment`,
    ]);
    expect(calls.filter(call => call.startsWith('pulumi'))).toEqual([]);
  });

  test.each<[what: string, answers: Record<string, string | number>, message: string]>([
    ['an image that the registry deleted', { 'ecr describe-images': 254 }, 'desk-dev does not have sha256'],
    ['an image that never ran', { 'ecs list-task-definitions': definition(3) }, 'desk-dev never ran sha256'],
    ['a version that does not become healthy', serviceWith(otherDigest), 'the rollback failed'],
  ])('%s is an error', async (_what, answers, message) => {
    await deployment.program('aws', { ...history, ...answers });
    const { code, output } = await deployment.run('rollback.sh', [digest]);
    expect(output).toContain(message);
    expect(code).toBe(1);
  });
});

describe.skipIf(!hasCommandLines)('order.sh', () => {
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-C', deployment.folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args],
      {
        encoding: 'utf8',
      },
    ).trim();
  const commit = () => {
    git('commit', '--quiet', '--allow-empty', '--message', 'a');
    return git('rev-parse', 'HEAD');
  };
  /** the answers for a service that runs the image of a commit */
  const runningCommit = (sha: string) => ({
    ...serviceWith(digest),
    'ecr describe-images': `latest\t${sha.slice(0, 12)}-${digest.slice(7, 19)}`,
  });
  let older: string;
  let newer: string;

  beforeEach(() => {
    git('init', '--quiet');
    older = commit();
    newer = commit();
  });

  test.each<[what: string, answers: () => Record<string, string | number>]>([
    ['a newer commit', () => runningCommit(older)],
    ['the same commit again', () => runningCommit(newer)],
    ['the first commit', () => serviceWith('none')],
  ])('%s may be deployed', async (_what, answers) => {
    await deployment.program('aws', answers());
    expect(await deployment.run('order.sh', [newer])).toMatchObject({ code: 0 });
  });

  test('an older commit does not overtake a newer one', async () => {
    await deployment.program('aws', runningCommit(newer));
    const { code, output } = await deployment.run('order.sh', [older]);
    expect(output).toContain(`dev runs commit ${newer.slice(0, 12)}, and ${older} does not contain it.`);
    expect(code).toBe(1);
  });

  test.each([
    ['a commit that the clone does not have', `${'f'.repeat(12)}-${'a'.repeat(12)}`],
    ['an image without a commit', 'latest'],
  ])('%s has an unknown order', async (_what, tags) => {
    await deployment.program('aws', { ...serviceWith(digest), 'ecr describe-images': tags });
    const { code, output } = await deployment.run('order.sh', [newer]);
    expect(output).toContain('its order is unknown');
    expect(code).toBe(1);
  });
});

describe.skipIf(!hasCommandLines)('scan.sh', () => {
  const index = {
    manifests: [
      { digest: otherDigest, platform: { os: 'linux', architecture: 'amd64' } },
      { digest: 'sha256:c', platform: { os: 'unknown', architecture: 'unknown' } },
    ],
  };
  const scanned = (findings: object, status = 'COMPLETE') => ({
    'ecr batch-get-image': JSON.stringify(index),
    [`ecr describe-image-scan-findings --repository-name desk-dev --image-id imageDigest=${otherDigest}`]:
      JSON.stringify({ imageScanStatus: { status }, imageScanFindings: findings }),
  });
  const scan = () => deployment.run('scan.sh', [digest], { SCAN_ATTEMPTS: '2', SCAN_SECONDS: '0' });
  const critical = { findings: [{ name: 'CVE-2030-1', severity: 'CRITICAL' }] };
  const accept = (line: string) =>
    writeFile(path.join(deployment.folder, 'deploy', 'accepted-vulnerabilities.txt'), `# comment\n${line}\n`);

  test('an image without critical vulnerabilities passes', async () => {
    await deployment.program('aws', scanned({ findings: [{ name: 'CVE-2030-2', severity: 'HIGH' }] }));
    expect(await scan()).toMatchObject({ code: 0 });
  });

  test.each<[what: string, findings: object, status: string]>([
    ['of the basic scan', critical, 'COMPLETE'],
    [
      'of Amazon Inspector',
      {
        enhancedFindings: [
          { severity: 'CRITICAL', packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2030-1' } },
        ],
      },
      'ACTIVE',
    ],
  ])('a critical finding %s stops the deployment', async (_what, findings, status) => {
    await deployment.program('aws', scanned(findings, status));
    const { code, output } = await scan();
    expect(output).toContain('critical vulnerabilities:\nCVE-2030-1\n');
    expect(code).toBe(1);
  });

  test.each([
    ['CVE-2030-1 2999-12-31 It is not called.', 0],
    ['CVE-2030-1 2020-12-31 It is not called.', 1],
    ['CVE-2030-1 2999-12-31', 1],
    ['CVE-2030-11 2999-12-31 Another one.', 1],
  ])('accepted: %s', async (line, code) => {
    await accept(line);
    await deployment.program('aws', scanned(critical));
    expect((await scan()).code).toBe(code);
  });

  test.each<[what: string, answers: Record<string, string | number>]>([
    [
      'was not scanned',
      { 'ecr batch-get-image': JSON.stringify(index), 'ecr describe-image-scan-findings': 254 },
    ],
    ['cannot be scanned', scanned({}, 'UNSUPPORTED_IMAGE')],
  ])('an image that %s does not pass', async (_what, answers) => {
    await deployment.program('aws', answers);
    const { code, output } = await scan();
    expect(output).toContain(`desk-dev has no scan of ${otherDigest}`);
    expect(code).toBe(1);
  });
});
