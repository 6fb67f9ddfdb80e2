// Runs a template's scripts that reject a loss of data, with fake command lines of AWS and Pulumi.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Deployment, digest, hasCommandLines, serviceWith } from './commandLines.ts';

let deployment: Deployment;

beforeEach(async () => {
  deployment = await Deployment.make();
  await deployment.program('aws', serviceWith(digest));
});

afterEach(() => deployment.remove());

interface State {
  inputs?: Record<string, unknown>;
  retainOnDelete?: boolean;
}

/** Makes Pulumi plan one step, with the states of the resource before and after it. */
const plan = (op: string, type: string, oldState: State = {}, newState: State = {}) => {
  const urn = `urn:pulumi:dev::desk::service:x:X$${type}::desk-dev`;
  return deployment.program('pulumi', {
    preview: JSON.stringify({ steps: [{ op, urn, oldState, newState }] }),
  });
};

const database = 'aws:rds/instance:Instance';

describe.skipIf(!hasCommandLines)('keep-data.sh', () => {
  test.each<[title: string, sentence: string, ...step: Parameters<typeof plan>]>([
    ['a replaced network', 'It would replace the network', 'replace', 'aws:ec2/vpc:Vpc'],
    ['a replaced database', 'It would replace the database', 'replace', database],
    ['a deleted bucket', 'It would delete a bucket', 'delete', 'aws:s3/bucket:Bucket'],
    [
      'the website of an earlier version',
      'It would delete the website',
      'delete',
      'vercel:index/project:Project',
    ],
    [
      'a database that has more storage than its new limit',
      'RDS cannot shrink storage',
      'update',
      database,
      { inputs: { allocatedStorage: 200 } },
      { inputs: { allocatedStorage: 20, maxAllocatedStorage: 100 } },
    ],
    [
      'an older version of PostgreSQL',
      'RDS cannot downgrade',
      'update',
      database,
      { inputs: { engineVersion: '16.2' } },
      { inputs: { engineVersion: '15' } },
    ],
  ])('%s is rejected before anything changes', async (_, sentence, ...step) => {
    await plan(...step);
    const { code, output } = await deployment.run('pulumi.sh', ['up', 'running', '--yes']);
    expect(output).toContain(sentence);
    expect(code).toBe(1);
    expect((await deployment.calls()).filter(call => call.startsWith('pulumi up'))).toEqual([]);
  });

  test.each<[title: string, ...step: Parameters<typeof plan>]>([
    ['a created database', 'create', database],
    ['a key that stays in the account', 'delete', 'aws:kms/key:Key', { retainOnDelete: true }],
    ['a key that signs images', 'delete', 'aws:kms/key:Key', { inputs: { keyUsage: 'SIGN_VERIFY' } }],
    ['a replaced security group', 'replace', 'aws:ec2/securityGroup:SecurityGroup'],
    [
      'a smaller size within the limit of the storage',
      'update',
      database,
      { inputs: { allocatedStorage: 50, engineVersion: '15' } },
      { inputs: { allocatedStorage: 20, maxAllocatedStorage: 100, engineVersion: '15.8' } },
    ],
  ])('%s is accepted', async (_, ...step) => {
    await plan(...step);
    expect(await deployment.run('pulumi.sh', ['up', 'running', '--yes'])).toMatchObject({ code: 0 });
    expect((await deployment.calls()).filter(call => call.startsWith('pulumi up'))).toHaveLength(1);
  });

  test('the errors of a failed preview are printed', async () => {
    const failed = JSON.stringify({ diagnostics: [{ severity: 'error', message: 'the region is unknown' }] });
    await deployment.program('pulumi', {}, `echo '${failed}'\nexit 1`);
    const { code, output } = await deployment.run('plan.sh', [digest]);
    expect(output).toContain('the region is unknown');
    expect(code).toBe(1);
  });
});
