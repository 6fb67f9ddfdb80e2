import { SetupError } from '../setup/steps.ts';
import type { Part } from './contents.ts';

/** One thing that was tried with an image. */
export interface Finding {
  title: string;
  passed: boolean;
  /** what was seen, in a few words */
  note: string;
}

/** The findings of a run, in the order in which they were made. */
export class Findings {
  readonly list: Finding[] = [];

  /**
   * Tries something and keeps how it went; whatever it throws is a failure and ends nothing.
   *
   * @param attempt gives a note, or throws
   * @returns whether it passed
   */
  async check(title: string, attempt: () => Promise<string | void>): Promise<boolean> {
    const finding = await attempt().then(
      note => ({ title, passed: true, note: note ?? '' }),
      (error: Error) => ({ title, passed: false, note: error.message }),
    );
    this.list.push(finding);
    process.stdout.write(`${finding.passed ? 'PASS' : 'FAIL'}  ${title}  ${finding.note}\n`);
    return finding.passed;
  }

  get passed(): boolean {
    return this.list.length > 0 && this.list.every(({ passed }) => passed);
  }
}

/** Throws the problems as one error, at most five of them by name. */
export function none(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const more = problems.length > 5 ? ` and ${problems.length - 5} more` : '';
  throw new Error(`${problems.slice(0, 5).join('; ')}${more}`);
}

/** A size as people read it, in units of 1000. */
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
    `| together | ${readable(total)} | |`,
  ].join('\n');
}

/**
 * Tries until `attempt` gives something.
 *
 * @param goOn is asked before each try; what it throws ends the waiting
 * @throws SetupError after `milliseconds`
 */
export async function until<T>(
  attempt: () => Promise<T | undefined>,
  milliseconds: number,
  what: string,
  goOn: () => void = () => {},
): Promise<T> {
  const limit = performance.now() + milliseconds;
  while (performance.now() < limit) {
    goOn();
    const result = await attempt().catch(() => undefined);
    if (result !== undefined) return result;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new SetupError(`${what} did not happen within ${milliseconds / 1000} s.`);
}
