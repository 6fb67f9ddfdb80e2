import { SetupError } from '../setup/steps.ts';
import type { Part } from './contents.ts';

/** The result of one check of an image. */
export interface Finding {
  title: string;
  passed: boolean;
  /** a short description of the result */
  note: string;
}

/** The findings of a run, in order. */
export class Findings {
  readonly list: Finding[] = [];

  /**
   * Runs a check and records the result; an error is a failure and does not end the run.
   *
   * @param attempt - returns a note, or throws
   * @returns whether it passed
   */
  async check(title: string, attempt: () => Promise<string | void> | string | void): Promise<boolean> {
    const finding: Finding = { title, passed: true, note: '' };
    try {
      finding.note = (await attempt()) ?? '';
    } catch (error) {
      finding.passed = false;
      finding.note = error instanceof Error ? error.message : String(error);
    }
    this.list.push(finding);
    process.stdout.write(`${finding.passed ? 'PASS' : 'FAIL'}  ${title}  ${finding.note}\n`);
    return finding.passed;
  }

  get passed(): boolean {
    return this.list.length > 0 && this.list.every(({ passed }) => passed);
  }
}

/** @throws an Error with the first five problems when there are any */
export function none(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const more = problems.length > 5 ? ` and ${problems.length - 5} more` : '';
  throw new Error(`${problems.slice(0, 5).join('; ')}${more}`);
}

/** A size in kB or MB of 1000. */
export function readable(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The sizes as lines of a Markdown table. */
export function sizeTable(title: string, parts: readonly Part[]): string {
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    `| ${title} | Size | Files |`,
    '| --- | ---: | ---: |',
    ...parts.map(({ name, bytes, files }) => `| ${name} | ${readable(bytes)} | ${files} |`),
    `| total | ${readable(total)} | |`,
  ].join('\n');
}

/**
 * Repeats an attempt until it returns a value.
 *
 * @param what - the awaited event, for the error
 * @param mustGoOn - runs before each attempt; an error that it throws ends the waiting
 * @throws SetupError after `milliseconds`
 */
export async function until<T>(
  attempt: () => Promise<T | undefined>,
  milliseconds: number,
  what: string,
  mustGoOn: () => void = () => {},
): Promise<T> {
  const limit = performance.now() + milliseconds;
  while (performance.now() < limit) {
    mustGoOn();
    const result = await attempt().catch(() => undefined);
    if (result !== undefined) return result;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new SetupError(`${what} did not happen within ${milliseconds / 1000} s.`);
}
