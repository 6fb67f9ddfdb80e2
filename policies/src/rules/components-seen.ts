import type { PolicyRule } from './rule.ts';

/**
 * A remote component is created by a program of its own in another process, so a check sees only its inputs
 * (https://www.pulumi.com/docs/iac/concepts/components/packaging-components/). The resources of components in the
 * program's own language, such as awsx's classic ones, are visible.
 */
export const componentsSeen: PolicyRule = {
  id: 'components-seen',
  title: 'The resources of every component are visible to the check.',
  why: 'Resources that a component creates out of sight are not checked by any rule.',
  fix: `Create the resources in the program itself, or with a component in its language, so that they are checked like any other:
  import * as awsx from '@pulumi/awsx/classic';`,
  severity: 'warning',
  reference: 'https://www.pulumi.com/docs/iac/concepts/components/packaging-components/',
  check: graph =>
    graph.nodes
      .filter(({ remote }) => remote)
      .map(resource => ({
        resource,
        verdict: 'unverifiable',
        message: 'It is a component of another program: the resources inside it are not visible here.',
      })),
};
