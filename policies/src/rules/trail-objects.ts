import { isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

const trail = 'aws:cloudtrail/trail:Trail';
const objects = 'AWS::S3::Object';

/** One trail of the program is enough, and which buckets it covers is the decision of their owner: each event is paid for. */
export const trailObjects: PolicyRule = {
  id: 'trail-objects',
  title: 'A trail records who reads and writes objects in buckets.',
  why: 'After a leak, nothing shows which objects were read or changed, and by whom.',
  fix: `Record the events of the objects that matter:
  eventSelectors: [{ includeManagementEvents: true, dataResources: [{ type: 'AWS::S3::Object', values: [\`\${bucket.arn}/\`] }] }]`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
  check: eachOf([trail], trailResult),
  examples: {
    passing: [
      `new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit', eventSelectors: [{ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] }] });`,
      `new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit', advancedEventSelectors: [{ fieldSelectors: [
  { field: 'eventCategory', equals: ['Data'] }, { field: 'resources.type', equals: ['AWS::S3::Object'] },
] }] });`,
    ],
    failing: [
      `new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit' });`,
      `new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit', eventSelectors: [{ readWriteType: 'WriteOnly', dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] }] });`,
      `new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit', advancedEventSelectors: [{ fieldSelectors: [
  { field: 'resources.type', equals: ['AWS::S3::Object'] }, { field: 'readOnly', equals: ['true'] },
] }] });`,
    ],
  },
};

function trailResult(_trail: Node, graph: ResourceGraph): Result {
  const recorded = graph.ofType(trail).flatMap(recordedBy);
  const missing = ['read', 'write'].filter(access => !recorded.includes(access));
  if (missing.length === 0) return pass('It is recorded who reads and writes objects.');
  if (recorded.includes('unknown')) return unknown('Which events a trail records');
  return fail(`No trail records who can ${missing.join(' and ')} objects.`);
}

/** The accesses to objects that a trail records: `read`, `write`, and `unknown` where a selector is known only after a deployment. */
function recordedBy({ inputs: { eventSelectors, advancedEventSelectors } }: Node): string[] {
  return [
    ...[eventSelectors, advancedEventSelectors].filter(isUnknown).map(() => 'unknown'),
    ...listOf(eventSelectors).flatMap(selected),
    ...listOf(advancedEventSelectors).flatMap(selectedByFields),
  ];
}

function selected(selector: unknown): string[] {
  const resources = valueAt(selector, ['dataResources']);
  const types = listOf(resources).map(resource => valueAt(resource, ['type']));
  const readWriteType = valueAt(selector, ['readWriteType']) ?? 'All';
  if ([selector, resources, readWriteType, ...types].some(isUnknown)) return ['unknown'];
  if (!types.includes(objects)) return [];
  return accesses(readWriteType === 'All' ? undefined : readWriteType === 'ReadOnly');
}

function selectedByFields(selector: unknown): string[] {
  const selectors = valueAt(selector, ['fieldSelectors']);
  const fields = listOf(selectors).map(each => ({
    name: valueAt(each, ['field']),
    equals: valueAt(each, ['equals']),
  }));
  const values = fields.flatMap(({ name, equals }) => [name, equals, ...listOf(equals)]);
  if ([selector, selectors, ...values].some(isUnknown)) return ['unknown'];
  const equalTo = (name: string) =>
    fields.filter(field => field.name === name).flatMap(({ equals }) => equals);
  if (!equalTo('resources.type').includes(objects)) return [];
  const readOnly = equalTo('readOnly');
  return accesses(readOnly.length === 1 ? readOnly[0] === 'true' : undefined);
}

/** @param isReadOnly whether only reads are recorded, or only writes; both by default */
function accesses(isReadOnly: boolean | undefined): string[] {
  if (isReadOnly === undefined) return ['read', 'write'];
  return [isReadOnly ? 'read' : 'write'];
}
