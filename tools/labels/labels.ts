/** Lines by rule: a number is a line of index.ts, and another file comes before its line: `network.ts 80`. */
export type LinesByRule = Readonly<Record<string, readonly (number | string)[]>>;

/** A program whose failures a reader wrote down before the check ran. */
export interface LabelledProgram {
  /** made-up values of the configuration that it requires */
  config?: Readonly<Record<string, unknown>>;
  expected: LinesByRule;
  /** the result of the last run; none before the first */
  found?: LinesByRule;
  /** why a line is only in one of the two lists, by rule and line */
  assessments?: Readonly<Record<string, string>>;
}

/** Programs that were read together. */
export interface LabelSet {
  /** the beginning of the folders' names */
  folder: string;
  /** the stage that is checked */
  stage: string;
  /** the rules that the labels are about; every rule when left out */
  rules?: readonly string[];
  programs: Readonly<Record<string, LabelledProgram>>;
}

/** Labelled programs of one repository. */
export interface Labels {
  repository: string;
  commit: string;
  sets: readonly LabelSet[];
}

/** A line that only the reader or only the check has. */
export interface Disagreement {
  program: string;
  rule: string;
  line: string;
  kind: 'missed' | 'not expected';
  /** empty where there is none yet */
  assessment: string;
}

/** Returns the lines on which the reader and the check disagree. */
export function disagreementsOf({ sets }: Labels): Disagreement[] {
  return sets.flatMap(({ programs }) =>
    Object.entries(programs).flatMap(([program, labelled]) => programDisagreements(program, labelled)),
  );
}

function programDisagreements(
  program: string,
  { expected, found = {}, assessments = {} }: LabelledProgram,
): Disagreement[] {
  const rules = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return rules.flatMap(rule => {
    const differing = (from: LinesByRule, other: LinesByRule, kind: Disagreement['kind']) =>
      linesOf(from, rule)
        .filter(line => !linesOf(other, rule).includes(line))
        .map(line => ({ program, rule, line, kind, assessment: assessments[`${rule} ${line}`] ?? '' }));
    return [...differing(expected, found, 'missed'), ...differing(found, expected, 'not expected')];
  });
}

/** Returns how many lines of a rule the reader has, the check has, and both have. */
export function countsOf({ sets }: Labels, rule: string): { expected: number; found: number; both: number } {
  const counts = { expected: 0, found: 0, both: 0 };
  for (const { expected, found = {} } of sets.flatMap(({ programs }) => Object.values(programs))) {
    const [wanted, reported] = [linesOf(expected, rule), linesOf(found, rule)];
    counts.expected += wanted.length;
    counts.found += reported.length;
    counts.both += wanted.filter(line => reported.includes(line)).length;
  }
  return counts;
}

function linesOf(lines: LinesByRule, rule: string): string[] {
  return (lines[rule] ?? []).map(String);
}
