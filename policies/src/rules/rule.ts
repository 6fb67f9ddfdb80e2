import type { Rule, Verdict } from '@goldpath/diagnostics';
import type { Node, ResourceGraph } from '@goldpath/program';

/** The result of a rule for one resource. */
export interface Finding {
  resource: Node;
  verdict: Exclude<Verdict, 'waived'>;
  /** a complete sentence, with the resource as `it` */
  message: string;
}

/** A rule about the resources that a Pulumi program creates. Its id is in kebab-case and names its file. */
export interface PolicyRule extends Rule {
  /** how to fix a violation, with an example where one helps */
  fix: string;
  /** URL of the page that the rule is based on */
  reference: string;
  /** Returns a finding for every resource that the rule applies to; none when the program has no such resource. */
  check(graph: ResourceGraph): Finding[];
}
