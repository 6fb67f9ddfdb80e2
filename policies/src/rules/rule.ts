import type { Node, ResourceGraph } from '../graph/graph.ts';
import type { Severity, Verdict } from '../result.ts';

/** What a rule found of one resource. */
export interface Finding {
  resource: Node;
  verdict: Exclude<Verdict, 'waived'>;
  /** what is so, in a sentence */
  message: string;
}

/** Something that every program has to keep. */
export interface Rule {
  /** in kebab-case; it names the file too */
  id: string;
  /** one affirmative sentence: what is so in a program that keeps the rule */
  title: string;
  /** what can happen where it is not so */
  why: string;
  /** how to mend it */
  remedy: string;
  severity: Severity;
  /** the page of AWS or OWASP that it rests on */
  reference: string;
  /** a finding for every resource that the rule is about; none when the program has no such resource */
  check(graph: ResourceGraph): Finding[];
}
