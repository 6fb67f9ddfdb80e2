import { unknownValue } from '@goldpath/program';
import type {
  PolicyPackArgs,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
} from '@pulumi/policy';
import { describe, expect, test } from 'vitest';
import { policyPack } from './crossguard.ts';
import { databaseNotPublic } from './rules/database-not-public.ts';
import type { PolicyRule } from './rules/rule.ts';
import { snapshotNotPublic } from './rules/snapshot-not-public.ts';

const urn = 'urn:pulumi:prod::shop::aws:ec2/amiLaunchPermission:AmiLaunchPermission::web';

/** Asks every policy of the pack about one image, then about the stack, and returns each report with its policy. */
async function reportsOf({ policies }: PolicyPackArgs, props: Record<string, unknown>): Promise<string[]> {
  const reports: string[] = [];
  const resource = { urn, name: 'web', type: 'aws:ec2/amiLaunchPermission:AmiLaunchPermission', props };
  for (const policy of policies) {
    const report = (message: string) => void reports.push(`${policy.name}: ${message}`);
    if ('validateResource' in policy && typeof policy.validateResource === 'function')
      await policy.validateResource(resource as unknown as ResourceValidationArgs, report);
    if ('validateStack' in policy)
      await policy.validateStack({ resources: [] } as unknown as StackValidationArgs, report);
  }
  return reports;
}

test('a rule about one resource reports it before the stack is known', async () => {
  const [report] = await reportsOf(policyPack([snapshotNotPublic]), { imageId: 'ami-1', group: 'all' });
  expect(report).toMatch(/^snapshot-not-public: The image is shared with every account/);
});

test('a preview lists what it cannot know once, as advice', async () => {
  const pack = policyPack([snapshotNotPublic]);
  expect(await reportsOf(pack, { imageId: 'ami-1', group: unknownValue })).toEqual([
    'decided-in-the-update: The update decides results (1): snapshot-not-public on web.',
  ]);
  const advice = pack.policies.find(({ name }) => name === 'decided-in-the-update');
  expect(advice?.enforcementLevel).toBe('advisory');
});

test('an update does not accept a result that it cannot determine', async () => {
  const undecided: PolicyRule = {
    ...snapshotNotPublic,
    check: ({ nodes }) => nodes.map(resource => ({ resource, verdict: 'unverifiable', message: 'Hidden.' })),
  };
  const reports = await reportsOf(policyPack([undecided]), { group: 'team' });
  expect(reports).toEqual([expect.stringMatching(/^snapshot-not-public: Unverifiable: Hidden\./)]);
});

test('a resource is checked with the values of its remediations', async () => {
  const pack = policyPack([databaseNotPublic]);
  const type = 'aws:rds/instance:Instance';
  const database = { type, name: 'orders', urn: `urn:pulumi:prod::shop::${type}::orders` };
  let props: Record<string, unknown> = { publiclyAccessible: true };
  const reports: string[] = [];
  // the engine calls all remediations before the first validation
  for (const policy of pack.policies as ResourceValidationPolicy[])
    props =
      ((await policy.remediateResource?.({
        ...database,
        props,
      } as ResourceValidationArgs)) as typeof props) ?? props;
  for (const { validateResource } of pack.policies as ResourceValidationPolicy[])
    if (typeof validateResource === 'function')
      await validateResource({ ...database, props } as ResourceValidationArgs, message =>
        reports.push(message),
      );
  expect(props).toEqual({ publiclyAccessible: false });
  expect(reports).toEqual([]);
});

test('a remediation does not change a resource that a waiver accepts', () => {
  const type = 'aws:rds/instance:Instance';
  const args = {
    type,
    name: 'orders',
    urn: `urn:pulumi:prod::shop::${type}::orders`,
    props: { publiclyAccessible: true },
  } as unknown as ResourceValidationArgs;
  const remedy = (pack: PolicyPackArgs) => {
    const rule = pack.policies.find(({ name }) => name === databaseNotPublic.id) as ResourceValidationPolicy;
    return rule.remediateResource?.(args);
  };
  expect(remedy(policyPack())).toEqual({ publiclyAccessible: false });
  const reason = 'The old office reads from it until it has moved.';
  const waiver = { rule: databaseNotPublic.id, resource: 'orders', reason, until: '2026-12-31', line: 1 };
  expect(remedy(policyPack(undefined, { waivers: [waiver], today: '2026-11-29' }))).toBeUndefined();
  expect(remedy(policyPack(undefined, { waivers: [waiver], today: '2027-01-01' }))).toBeDefined();
});

describe('a waiver of the program', () => {
  const waiver = { rule: 'snapshot-not-public', resource: 'web', reason: 'It is a demo.', line: 1 };
  const packWith = (until: string) =>
    policyPack([snapshotNotPublic], { waivers: [{ ...waiver, until }], today: '2026-11-29' });

  test('accepts a failure until its last day, which advice names', async () => {
    expect(await reportsOf(packWith('2026-11-29'), { imageId: 'ami-1', group: 'all' })).toEqual([
      'accepted-by-waivers: Waivers accept results (1): snapshot-not-public on web until 2026-11-29.',
    ]);
  });

  test('accepts nothing after its last day', async () => {
    const [report] = await reportsOf(packWith('2026-11-28'), { imageId: 'ami-1', group: 'all' });
    expect(report).toMatch(/^snapshot-not-public: The image is shared .* Its waiver expired on 2026-11-28\./);
  });

  test('is for one resource', async () => {
    const waivers = [{ ...waiver, resource: 'other', until: '2026-12-31' }];
    const pack = policyPack([snapshotNotPublic], { waivers, today: '2026-11-29' });
    const [report] = await reportsOf(pack, { imageId: 'ami-1', group: 'all' });
    expect(report).toMatch(/^snapshot-not-public: /);
  });
});
