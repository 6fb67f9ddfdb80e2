import { type Diagnostic, fromAjv } from '@goldpath/diagnostics';
import { Ajv } from 'ajv';
import { LintFileError } from './lintConfig.ts';

/** Findings with the same rule, file and message that are accepted until they are fixed. */
export interface BaselineEntry {
  rule: string;
  /** relative to the folder of the baseline, with forward slashes */
  file: string;
  message: string;
  /** how many of them are accepted */
  count: number;
}

/** The difference between findings and a baseline. */
export interface BaselineResult {
  /** the findings that the baseline does not accept */
  left: Diagnostic[];
  /** the number of accepted findings */
  accepted: number;
  /** the entries that fewer findings are left of */
  outdated: BaselineEntry[];
}

const text = { type: 'string', minLength: 1 } as const;

const validate = new Ajv({ allErrors: true, verbose: true }).compile<{ findings: BaselineEntry[] }>({
  type: 'object',
  required: ['findings'],
  properties: {
    findings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['rule', 'file', 'message', 'count'],
        properties: { rule: text, file: text, message: text, count: { type: 'integer', minimum: 1 } },
      },
    },
  },
});

/**
 * Parses a baseline.
 *
 * @throws LintFileError when it is not a baseline
 */
export function parseBaseline(content: string): BaselineEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw new LintFileError(`is not JSON (${(error as Error).message}); write it with --write-baseline`);
  }
  if (validate(value)) return value.findings;
  const [first] = fromAjv(validate.errors);
  throw new LintFileError(
    `${first?.path.join('.') || 'the content'} ${first?.message}; write it with --write-baseline`,
  );
}

/** A baseline as text, with a line for each entry so that two branches can change it. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries.map(({ rule, file, message, count }) =>
    JSON.stringify({ file, rule, message, count }),
  );
  const list = lines.sort().map(line => `\n    ${line}`);
  return `{\n  "findings": [${list.join(',')}${list.length > 0 ? '\n  ' : ''}]\n}\n`;
}

/** The line of a finding may change, and so may a line in its message. */
const keyOf = ({ rule, file, message }: Omit<BaselineEntry, 'count'>) =>
  JSON.stringify([rule, file, message.replaceAll(/\bline \d+/g, 'line')]);

/**
 * The entries that accept findings. Findings that cannot be determined from the files fail no run and are left out.
 *
 * @param nameOf - the name in the baseline of a file in a diagnostic
 */
export function baselineOf(
  diagnostics: readonly Diagnostic[],
  nameOf: (file: string) => string,
): BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  for (const { rule, location, message } of diagnostics.filter(({ severity }) => severity !== 'unknown')) {
    const entry = { rule, file: nameOf(location.file), message, count: 1 };
    const known = entries.get(keyOf(entry));
    if (known) known.count += 1;
    else entries.set(keyOf(entry), entry);
  }
  return [...entries.values()];
}

/**
 * Removes the findings that a baseline accepts. Of more findings than it accepts, the last ones are left.
 *
 * @param nameOf - the name in the baseline of a file in a diagnostic
 */
export function applyBaseline(
  diagnostics: readonly Diagnostic[],
  entries: readonly BaselineEntry[],
  nameOf: (file: string) => string,
): BaselineResult {
  const free = new Map<string, number>();
  for (const entry of entries) free.set(keyOf(entry), (free.get(keyOf(entry)) ?? 0) + entry.count);
  const left = diagnostics.filter(({ rule, severity, location, message }) => {
    const key = keyOf({ rule, file: nameOf(location.file), message });
    const count = free.get(key) ?? 0;
    if (severity === 'unknown' || count === 0) return true;
    free.set(key, count - 1);
    return false;
  });
  const outdated = entries.filter(entry => (free.get(keyOf(entry)) ?? 0) > 0);
  return { left, accepted: diagnostics.length - left.length, outdated };
}
