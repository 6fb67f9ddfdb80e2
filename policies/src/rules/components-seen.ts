import type { Rule } from './rule.ts';

/**
 * A remote component is made by a program of its own in another process, of which a check sees the outside only
 * (https://www.pulumi.com/docs/iac/concepts/components/packaging-components/). Components written in the program's own
 * language, as awsx's classic ones, are seen through.
 */
export const componentsSeen: Rule = {
  id: 'components-seen',
  title: 'Every component shows the resources that it makes.',
  why: 'What a component makes out of sight is judged by no rule.',
  remedy: `Make the resources in the program itself, or by a component in its language, and they are judged as any other:
  import * as awsx from '@pulumi/awsx/classic';`,
  severity: 'warning',
  reference: 'https://www.pulumi.com/docs/iac/concepts/components/packaging-components/',
  check: graph =>
    graph.nodes
      .filter(({ remote }) => remote)
      .map(resource => ({
        resource,
        verdict: 'unverifiable',
        message: 'It is a component of another program: the resources inside of it are not seen here.',
      })),
};
