import type { Place, Rule, Severity, SourceFile, SourceProblem, TextEdit } from '@goldpath/diagnostics';
import type { PlainYaml } from '@goldpath/template';
import type { Actions } from './actions/actions.ts';
import type { Fetch } from './template/fetch.ts';
import type { LintTemplate } from './template/lintTemplate.ts';
import type { Skeleton } from './template/skeleton.ts';
import type { StampedTemplate } from './template/stampedTemplate.ts';

/** A violation of a rule, before it becomes a diagnostic. */
export interface Report {
  at: Place;
  /** the problem, in a sentence */
  message: string;
  /** how to fix it, in a sentence */
  fix: string;
  /** where it differs from the severity of the rule */
  severity?: Severity | undefined;
  /** the edits that fix it, where exactly one fix exists */
  edits?: TextEdit[] | undefined;
}

/** A template with everything that belongs to it. */
export interface LintContext {
  template: LintTemplate;
  skeletons: Skeleton[];
  /** the folders and files beside the template that its steps fetch */
  fetches: Fetch[];
  /** for templates that `goldpath:stamp` stamps */
  stamped: StampedTemplate | undefined;
  /** the file of an earlier template with the same name, which the portal lists beside this one */
  namesake: string | undefined;
  /** of a stamped repository, which has no template */
  manifest?: PlainYaml;
  actions: Actions;
  problems: SourceProblem[];
}

/** The files of an example, by path from its folder; a string is the `spec` of a template.yaml. */
export type Example = string | Record<string, string>;

/** A rule about templates. */
export interface LintRule extends Rule {
  example: { incorrect: Example; correct: Example };
  check(context: LintContext): Iterable<Report>;
}

/** The edit that replaces a range of a file. */
export function edit(source: SourceFile, start: number, end: number, text: string): TextEdit {
  return { path: source.path, start, end, text };
}
