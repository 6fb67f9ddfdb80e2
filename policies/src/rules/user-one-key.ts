import { isUnknown, type Node, type ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

const accessKey = 'aws:iam/accessKey:AccessKey';

/** Keys that are inactive do not count: they are replaced, and can be activated again when the new one fails. */
export const userOneKey: PolicyRule = {
  id: 'user-one-key',
  title: 'A user has one active access key.',
  why: 'A second key is forgotten, and stays valid when the first one is replaced.',
  fix: `Remove the key that is not used, or deactivate it:
  status: 'Inactive'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  check: eachOf([accessKey], keyResult),
  examples: {
    passing: [
      `const robot = new aws.iam.User('robot');
new aws.iam.AccessKey('new', { user: robot.name });
new aws.iam.AccessKey('old', { user: robot.name, status: 'Inactive' });`,
    ],
    failing: [
      `const robot = new aws.iam.User('robot');
new aws.iam.AccessKey('first', { user: robot.name });
new aws.iam.AccessKey('second', { user: robot.name });`,
    ],
  },
};

function keyResult(key: Node, graph: ResourceGraph): Result {
  const { user, status } = key.inputs;
  if (status === 'Inactive') return undefined;
  const others = graph.ofType(accessKey).filter(each => each !== key && each.inputs.status !== 'Inactive');
  if (others.length === 0) return pass('Its user has one active key.');
  if (isUnknown(user)) return unknown('user');
  const same = others.filter(({ inputs }) => inputs.user === user);
  if ([status, ...same.map(({ inputs }) => inputs.status)].some(isUnknown)) return unknown('status');
  if (same.length > 0) return fail('Its user has another active key.');
  return others.some(({ inputs }) => isUnknown(inputs.user))
    ? unknown('The user of another key')
    : pass('Its user has one active key.');
}
