import { isUnknown, listOf, type Node, valueAt } from '@goldpath/program';
import { isForProduction } from '../development.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, unknown } from './settings.ts';

/** Requirements of instances stand for every type that meets them. */
export const groupInstanceTypes: PolicyRule = {
  id: 'group-instance-types',
  title: 'Auto Scaling groups can choose between several types of instances.',
  why: 'When a zone has no more instances of the only type, the group does not grow and does not replace failed instances.',
  fix: `Allow other types of the same size:
  mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { launchTemplateId: template.id },
    overrides: [{ instanceType: 'm7g.large' }, { instanceType: 'm6g.large' }] } }`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html',
  controls: ['AutoScaling.6'],
  scope: 'resource',
  check: eachOf(['aws:autoscaling/group:Group'], groupResult),
  examples: {
    passing: [
      `new aws.autoscaling.Group('web', { minSize: 2, maxSize: 4, mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { launchTemplateId: 'lt-1' }, overrides: [{ instanceType: 'm7g.large' }, { instanceType: 'm6g.large' }] } } });`,
    ],
    failing: [
      `new aws.autoscaling.Group('web', { minSize: 2, maxSize: 4, launchTemplate: { id: 'lt-1' } });`,
      `new aws.autoscaling.Group('web', { minSize: 2, maxSize: 4, mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { launchTemplateId: 'lt-1' }, overrides: [{ instanceType: 'm7g.large' }] } } });`,
    ],
  },
};

function groupResult(group: Node): Result {
  if (!isForProduction(group)) return undefined;
  const overrides = valueAt(group.inputs, ['mixedInstancesPolicy', 'launchTemplate', 'overrides']);
  if (isUnknown(overrides)) return unknown('mixedInstancesPolicy');
  const given = listOf(overrides);
  if (given.some(each => isSet(valueAt(each, ['instanceRequirements'])) && !isUnknown(each)))
    return pass('It can choose between several types.');
  const types = given.map(each => valueAt(each, ['instanceType'])).filter(isSet);
  if (new Set(types.filter(type => !isUnknown(type))).size > 1)
    return pass('It can choose between several types.');
  return types.some(isUnknown) ? unknown('overrides') : fail('It has a single type of instances.');
}
