import type { Node } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';

/** Resources whose settings are in the text of a template, or in the schema of another service. */
const templates = new Set([
  'aws:cloudcontrol/resource:Resource',
  'aws:cloudformation/stack:Stack',
  'aws:cloudformation/stackSet:StackSet',
]);

/** The types of Cloud Control, in `@pulumi/aws-native`, have other names and inputs than those of `@pulumi/aws`. */
export const resourcesRead: PolicyRule = {
  id: 'resources-read',
  title: 'The rules can read every resource of AWS.',
  why: 'Resources in another form are not checked by any other rule, so that each of their problems passes unseen.',
  fix: `Create the resource with @pulumi/aws, so that it is checked like any other:
  new aws.s3.Bucket('images');`,
  severity: 'warning',
  reference: 'https://www.pulumi.com/registry/packages/aws-native/',
  check: graph => {
    const unread = graph.nodes.filter(({ type, external }) => !external && reasonOf(type) !== undefined);
    return unread.map((resource: Node) => ({
      resource,
      verdict: 'unverifiable',
      message: `The rules do not read it: ${reasonOf(resource.type)}.`,
    }));
  },
  examples: {
    passing: [],
    failing: [],
    unverifiable: [
      `new pulumi.CustomResource('aws-native:s3:Bucket', 'images', {});`,
      `new aws.cloudformation.Stack('images', { templateBody: '{}' });`,
    ],
  },
};

function reasonOf(type: string): string | undefined {
  if (type.startsWith('aws-native:')) return 'it is a resource of @pulumi/aws-native';
  return templates.has(type) ? 'its settings are in a template' : undefined;
}
