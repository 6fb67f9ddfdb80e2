import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { ProgramError } from './programError.ts';
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

const validate = new Ajv({ allErrors: true }).compile<Omit<Waiver, 'line'>[]>(schema);

/**
 * Reads the waivers of a program's folder; none when it has no such file.
 *
 * @param rules ids of the rules that there are
 * @param today such as `2026-07-01`
 * @throws ProgramError with the place of the first thing that is wrong
 */
export async function readWaivers(dir: string, rules: readonly string[], today: string): Promise<Waiver[]> {
  const file = path.join(dir, WAIVERS_FILE);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return [];
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const refuse = (message: string, offset = 0): never => {
    throw new ProgramError(message, { file: WAIVERS_FILE, line: lines.linePos(offset).line });
  };
  const [broken] = document.errors;
  if (broken) refuse(`this is not YAML: ${broken.message.split('\n')[0]}`, broken.pos[0]);
  const offsetOf = (at: readonly (string | number)[]) =>
    (document.getIn(at, true) as { range?: [number] } | undefined)?.range?.[0];
  const value: unknown = document.toJS();
  if (!validate(value)) {
    const [first] = validate.errors ?? [];
    return refuse(explain(first), first && offsetOf(pathOf(first)));
  }
  const latest = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return value.map((waiver, index) => {
    if (!rules.includes(waiver.rule))
      refuse(`there is no rule '${waiver.rule}': see goldpath rules.`, offsetOf([index, 'rule']));
    if (waiver.until > latest)
      refuse(`a waiver lasts a year at most: until is after ${latest}.`, offsetOf([index, 'until']));
    return { ...waiver, line: lines.linePos(offsetOf([index]) ?? 0).line };
  });
}

function pathOf({ instancePath }: ErrorObject): (string | number)[] {
  return instancePath
    .split('/')
    .slice(1)
    .map(part => (/^\d+$/.test(part) ? Number(part) : part));
}

function explain(error: ErrorObject | undefined): string {
  const shape =
    'a waiver has rule, resource, reason (20 characters at least) and until (a day such as 2027-01-31).';
  if (error?.keyword === 'additionalProperties')
    return `'${String(error.params.additionalProperty)}' is not known here: ${shape}`;
  return `${pathOf(error ?? ({ instancePath: '' } as ErrorObject)).join('.') || 'the file'} ${error?.message ?? 'is wrong'}: ${shape}`;
}

/**
 * Applies waivers: a failure that one is for is waived until its day; afterwards it fails again, and says so. A waiver that
 * is for nothing is told as a warning.
 */
export function applyWaivers(
  results: readonly CheckResult[],
  waivers: readonly Waiver[],
  today: string,
): CheckResult[] {
  const used = new Set<Waiver>();
  const judged = results.map(result => {
    const { rule, resource, verdict, message } = result;
    if (verdict !== 'fail' && verdict !== 'unverifiable') return result;
    const waiver = waivers.find(
      each => each.rule === rule && (each.resource === resource.name || each.resource === resource.urn),
    );
    if (!waiver) return result;
    used.add(waiver);
    const { reason, until } = waiver;
    if (until < today) return { ...result, message: `${message} Its waiver ran out on ${until}.` };
    return { ...result, verdict: 'waived' as const, message: `Waived until ${until}: ${reason}`, remedy: '' };
  });
  return [...judged, ...waivers.filter(waiver => !used.has(waiver)).map(unused)];
}

function unused({ rule, resource, line }: Waiver): CheckResult {
  return {
    rule,
    severity: 'warning',
    verdict: 'fail',
    resource: { type: 'waiver', name: resource, urn: '' },
    location: { file: WAIVERS_FILE, line },
    message: `The waiver is for nothing: ${resource} keeps the rule, or is not there.`,
    remedy: 'Delete the waiver.',
  };
}
