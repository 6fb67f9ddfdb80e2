import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { WaiversError } from './programError.ts';
import type { CheckResult } from './result.ts';
import schema from './waivers.schema.json' with { type: 'json' };

/** The file of a program's folder that says which failures are lived with for a while. */
export const WAIVERS_FILE = 'policy-waivers.yaml';

/** A failure that somebody answers for, until a day. */
export interface Waiver {
  rule: string;
  /** name or URN of the resource that fails */
  resource: string;
  reason: string;
  /** the last day, `2027-01-31`; a year from today at most */
  until: string;
  /** where it stands in the file */
  line: number;
}

type Written = Omit<Waiver, 'line'>;
type Path = readonly (string | number)[];

/** What is wrong with the file, and with what in it. */
interface Fault {
  at: Path;
  message: string;
}

const validate = new Ajv({ allErrors: true }).compile<Written[]>(schema);

/**
 * Reads the waivers of a program's folder; none when it has no such file.
 *
 * @param rules ids of the rules that there are
 * @param today such as `2026-07-01`
 * @throws WaiversError with everything that is wrong and its place
 */
export async function readWaivers(dir: string, rules: readonly string[], today: string): Promise<Waiver[]> {
  const text = await readFile(path.join(dir, WAIVERS_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const refuse = (problems: { message: string; offset: number }[]) =>
    new WaiversError(
      problems.map(({ message, offset }) => ({
        message,
        place: { file: WAIVERS_FILE, line: lines.linePos(offset).line },
      })),
    );
  const [broken] = document.errors;
  if (broken)
    throw refuse([{ message: `this is not YAML: ${broken.message.split('\n')[0]}`, offset: broken.pos[0] }]);

  const offsetOf = (at: Path) =>
    (document.getIn(at, true) as { range?: [number] } | undefined)?.range?.[0] ?? 0;
  // a file of comments is one without waivers
  const value: unknown = document.toJS() ?? [];
  const faults = validate(value) ? faultsOf(value, rules, today) : (validate.errors ?? []).map(toFault);
  if (faults.length > 0) throw refuse(faults.map(({ at, message }) => ({ message, offset: offsetOf(at) })));
  return (value as Written[]).map((waiver, index) => ({
    ...waiver,
    line: lines.linePos(offsetOf([index])).line,
  }));
}

const shape =
  'A waiver has a rule, a resource, a reason of 20 characters at least, and until, its last day, such as 2027-01-31.';

function toFault({ keyword, instancePath, params, message }: ErrorObject): Fault {
  const at = instancePath
    .split('/')
    .slice(1)
    .map(part => (/^\d+$/.test(part) ? Number(part) : part));
  const field = at[1] ?? 'the waiver';
  switch (keyword) {
    case 'required':
      return { at, message: `${params.missingProperty} is missing. ${shape}` };
    case 'additionalProperties':
      return {
        at: [...at, params.additionalProperty],
        message: `${params.additionalProperty} is not known here. ${shape}`,
      };
    case 'minLength':
      return { at, message: `${field} has fewer than ${params.limit} characters. ${shape}` };
    case 'pattern':
      return { at, message: `${field} is no day. ${shape}` };
    default:
      return { at, message: `${at.length === 0 ? 'the list of waivers' : field} ${message}. ${shape}` };
  }
}

/** What is wrong with waivers that are complete. */
function faultsOf(waivers: readonly Written[], rules: readonly string[], today: string): Fault[] {
  const latest = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return waivers.flatMap(({ rule, until }, index) => [
    ...(rules.includes(rule)
      ? []
      : [
          {
            at: [index, 'rule'],
            message: `${rule} is no rule that can be waived. Those are ${rules.join(', ')}.`,
          },
        ]),
    ...(isDay(until) ? [] : [{ at: [index, 'until'], message: `until is no day: there is no ${until}.` }]),
    ...(until > latest
      ? [{ at: [index, 'until'], message: `a waiver lasts a year at most: until is after ${latest}.` }]
      : []),
  ]);
}

function isDay(text: string): boolean {
  const time = Date.parse(text);
  // the thirtieth of February becomes a day of March
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Applies waivers: a failure that one is for is waived until its last day; afterwards it fails again, and says so. */
export function applyWaivers(
  results: readonly CheckResult[],
  waivers: readonly Waiver[],
  today: string,
): CheckResult[] {
  return results.map(result => {
    // of an old one and its renewal the renewal counts
    const waiver = waivers
      .filter(each => isFor(each, result))
      .reduce<Waiver | undefined>(
        (last, each) => (last && last.until >= each.until ? last : each),
        undefined,
      );
    if (!waiver) return result;
    const { reason, until } = waiver;
    if (until < today) return { ...result, message: `${result.message} Its waiver expired on ${until}.` };
    return { ...result, verdict: 'waived' as const, message: `Waived until ${until}: ${reason}`, remedy: '' };
  });
}

/** A warning for each waiver that no failure of any stage needs. */
export function unusedWaivers(results: readonly CheckResult[], waivers: readonly Waiver[]): CheckResult[] {
  return waivers
    .filter(waiver => !results.some(result => isFor(waiver, result)))
    .map(({ rule, resource, line }) => ({
      rule: 'waivers-valid',
      severity: 'warning',
      verdict: 'fail',
      resource: { type: 'waiver', name: `${rule} ${resource}`, urn: '' },
      location: { file: WAIVERS_FILE, line },
      message: `The waiver is for nothing: no ${resource} fails the rule ${rule}.`,
      remedy: 'Delete the waiver, or correct the name in it.',
    }));
}

function isFor(waiver: Waiver, { rule, verdict, resource }: CheckResult): boolean {
  return (
    (verdict === 'fail' || verdict === 'unverifiable') &&
    waiver.rule === rule &&
    (waiver.resource === resource.name || waiver.resource === resource.urn)
  );
}
