import { requirementRule } from './requirements.ts';

export const userPoliciesByGroup = requirementRule({
  id: 'user-policies-by-group',
  title: 'Users get their permissions by groups and roles.',
  why: 'The permissions of single users are forgotten, and stay when a person changes teams.',
  fix: `Attach the policy to a group, and add the user to it:
  new aws.iam.GroupPolicyAttachment('developers', { group: group.name, policyArn: policy.arn });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  controls: ['IAM.2'],
  requires: [
    {
      types: ['aws:iam/userPolicy:UserPolicy', 'aws:iam/userPolicyAttachment:UserPolicyAttachment'],
      path: 'user',
      set: false,
      leftOut: 'passes',
      fails: 'It gives permissions to a single user.',
      passes: 'It gives permissions to no single user.',
    },
    {
      types: ['aws:iam/policyAttachment:PolicyAttachment'],
      path: 'users',
      set: false,
      leftOut: 'passes',
      fails: 'It gives permissions to single users.',
      passes: 'It gives permissions to no single user.',
    },
  ],
  examples: {
    passing: [
      `new aws.iam.PolicyAttachment('developers', { groups: ['developers'], policyArn: 'arn:aws:iam::aws:policy/ViewOnlyAccess' });`,
    ],
    failing: [
      `new aws.iam.UserPolicyAttachment('anna', { user: 'anna', policyArn: 'arn:aws:iam::aws:policy/ViewOnlyAccess' });`,
    ],
  },
});
