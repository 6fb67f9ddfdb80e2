import type { Rule, Verdict } from '@goldpath/diagnostics';
import type { Node, ResourceGraph } from '@goldpath/program';

/** The result of a rule for one resource. */
export interface Finding {
  resource: Node;
  verdict: Exclude<Verdict, 'waived'>;
  /** a complete sentence, with the resource as `it` */
  message: string;
}

/** Lines of a program, and what the rule finds in them; `aws` and `pulumi` are imported. */
export interface RuleExamples {
  /** every finding is a pass, or there is none */
  passing: readonly string[];
  /** there is a failure */
  failing: readonly string[];
  /** there is a finding that cannot be verified */
  unverifiable?: readonly string[];
}

/** A property whose value fixes a failure. */
export interface Remediation {
  /** the types of the resources that have the property */
  types: readonly string[];
  /**
   * names that are separated by dots; `*` is every item of a list, and the rest of the path is skipped where a name with a question
   * mark is left out
   */
  path: string;
  value: boolean | number | string;
  /**
   * how the property of an existing resource changes: `in-place`, or by a `replacement` of the resource, which loses its data (the
   * argument has `ForceNew` in the source of terraform-provider-aws)
   */
  change: 'in-place' | 'replacement';
}

/** A rule about the resources that a Pulumi program creates. Its id is in kebab-case and names its file. */
export interface PolicyRule extends Rule {
  /** how to fix a violation, with an example where one helps */
  fix: string;
  /** URL of the page that the rule is based on */
  reference: string;
  /**
   * the controls of the AWS Foundational Security Best Practices that it checks
   * (https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html)
   */
  controls?: readonly string[];
  /**
   * The part of a program that a finding depends on: `resource` when the inputs of one resource decide, and by default the whole
   * stack. Pulumi's engine asks the rules of a resource before it creates the resource.
   */
  scope?: 'resource' | 'stack';
  /** the properties that fix every failure, or some; `goldpath check --fix` writes them, and the pack can set them */
  remediations?: readonly Remediation[];
  /** run by a test, and printed in RULES.md */
  examples?: RuleExamples;
  /** Returns a finding for every resource that the rule applies to; none when the program has no such resource. */
  check(graph: ResourceGraph): Finding[];
}
