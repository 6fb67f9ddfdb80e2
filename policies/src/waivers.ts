import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Diagnostic,
  firstValue,
  fromAjv,
  parseYaml,
  type SchemaProblem,
  YamlError,
  type YamlPath,
  type YamlSource,
} from '@goldpath/diagnostics';
import { Ajv } from 'ajv';
import schema from './waivers.schema.json' with { type: 'json' };
import { WaiversError } from './waiversError.ts';

const WAIVERS_FILE = 'policy-waivers.yaml';
const RULE = 'waivers-valid';

/** A failure that is accepted for a reason until a day. */
export interface Waiver {
  rule: string;
  /** name or URN of the resource that fails */
  resource: string;
  reason: string;
  /** the last day, such as `2027-01-31`; at most a year from today */
  until: string;
  /** of the waivers file, 1-based */
  line: number;
}

type WaiverEntry = Omit<Waiver, 'line'>;

/** A problem with the waivers file, before its line is known. */
interface Problem {
  path: YamlPath;
  /** a clause that begins with the name of the field */
  message: string;
}

const validate = new Ajv({ allErrors: true, verbose: true }).compile<WaiverEntry[]>(schema);

/**
 * Reads the waivers of a program's folder, which are in `policy-waivers.yaml`.
 *
 * @param rules ids of the existing rules
 * @param today such as `2026-07-01`
 * @returns none when there is no such file
 * @throws WaiversError with every problem of the file
 */
export async function readWaivers(dir: string, rules: readonly string[], today: string): Promise<Waiver[]> {
  const { source, value } = parse(await readText(path.join(dir, WAIVERS_FILE)));
  // a file of comments has no waivers
  if (value === null) return [];
  const refuse = (problems: Problem[]) =>
    new WaiversError(problems.map(problem => toDiagnostic(problem.message, source.lineOf(problem.path))));
  if (!validate(value)) throw refuse(fromAjv(validate.errors).map(toProblem));
  const problems = value.flatMap((waiver, index) => waiverProblems(waiver, index, rules, today));
  if (problems.length > 0) throw refuse(problems);
  return value.map((waiver, index) => ({ ...waiver, line: source.lineOf([index]) }));
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function parse(text: string): { source: YamlSource; value: unknown } {
  try {
    const source = parseYaml(text);
    const [, second] = source.documents;
    if (second) throw new YamlError(source.lineAt(second.range[0]), second.range[0], 'it has two documents');
    return { source, value: firstValue(source) };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new WaiversError([toDiagnostic(`the file is not valid YAML: ${error.message}`, error.line)]);
  }
}

function toDiagnostic(message: string, line: number): Diagnostic {
  return {
    rule: RULE,
    severity: 'error',
    verdict: 'fail',
    subject: { type: 'waivers', name: WAIVERS_FILE },
    location: { file: WAIVERS_FILE, line },
    message: `The waivers are not valid: ${message}.`,
    fix: 'Correct the waiver; policies are checked only when all waivers are valid. A waiver has a rule, a resource, a reason of at least 20 characters, and until, its last day, such as 2027-01-31.',
  };
}

function toProblem({ path: keys, keyword, message }: SchemaProblem): Problem {
  const [index, field = 'the waiver'] = keys;
  const name = index === undefined ? 'the list of waivers' : field;
  return { path: keys, message: `${name} ${keyword === 'pattern' ? 'is not a date' : message}` };
}

/** The problems of a waiver that has all of its fields. */
function waiverProblems(
  { rule, until }: WaiverEntry,
  index: number,
  rules: readonly string[],
  today: string,
): Problem[] {
  const latest = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  const problems: Problem[] = [];
  if (!rules.includes(rule)) {
    const message = `${rule} is not a rule that can be waived; the rules are ${rules.join(', ')}`;
    problems.push({ path: [index, 'rule'], message });
  }
  if (!isDate(until)) {
    problems.push({ path: [index, 'until'], message: `until is not a date: ${until} does not exist` });
  }
  if (until > latest) {
    const message = `until is after ${latest}, and a waiver lasts at most a year`;
    problems.push({ path: [index, 'until'], message });
  }
  return problems;
}

function isDate(text: string): boolean {
  const time = Date.parse(text);
  // the thirtieth of February becomes a day of March
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Marks the failures that have a waiver as waived. After its last day they fail again, and their message says why. */
export function applyWaivers(
  diagnostics: readonly Diagnostic[],
  waivers: readonly Waiver[],
  today: string,
): Diagnostic[] {
  return diagnostics.map(diagnostic => {
    const waiver = waiverFor(waivers, diagnostic);
    if (!waiver) return diagnostic;
    const { reason, until } = waiver;
    if (until < today)
      return { ...diagnostic, message: `${diagnostic.message} Its waiver expired on ${until}.` };
    const { fix, ...rest } = diagnostic;
    return { ...rest, verdict: 'waived', message: `Waived until ${until}: ${reason}` };
  });
}

/** The parts of a diagnostic that a waiver names. */
export type Waived = Pick<Diagnostic, 'rule' | 'verdict' | 'subject'>;

/** Returns the waiver for a failure that ends last, so that a renewal counts and not the waiver that it renews. */
export function waiverFor(waivers: readonly Waiver[], failure: Waived): Waiver | undefined {
  return waivers
    .filter(waiver => isFor(waiver, failure))
    .toSorted((a, b) => b.until.localeCompare(a.until))[0];
}

/** A warning for each waiver that no failure of any stage needs. */
export function unusedWaivers(diagnostics: readonly Diagnostic[], waivers: readonly Waiver[]): Diagnostic[] {
  return waivers
    .filter(waiver => !diagnostics.some(diagnostic => isFor(waiver, diagnostic)))
    .map(({ rule, resource, line }) => ({
      rule: RULE,
      severity: 'warning',
      verdict: 'fail',
      subject: { type: 'waiver', name: `${rule} ${resource}` },
      location: { file: WAIVERS_FILE, line },
      message: `The waiver is not needed: no resource ${resource} fails the rule ${rule}.`,
      fix: 'Delete the waiver, or correct the name in it.',
    }));
}

function isFor(waiver: Waiver, { rule, verdict, subject }: Waived): boolean {
  return (
    (verdict === 'fail' || verdict === 'unverifiable') &&
    waiver.rule === rule &&
    (waiver.resource === subject?.name || waiver.resource === subject?.urn)
  );
}
