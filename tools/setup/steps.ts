import { diskProblem } from './diskProblem.mjs';

/** Shows the progress of a step: one short line. */
export type Progress = (note: string) => void;

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Milliseconds between two lines of progress where the output is not a terminal. */
const lineInterval = 15_000;

/**
 * Runs one step of a command and prints its progress: on a terminal as a line that is updated, otherwise as a line when it
 * begins, lines while it takes long, and another when it ends.
 *
 * @param title - a few words
 * @param run - the work; the string that it returns is printed beside the title at the end
 */
export async function step(
  title: string,
  run: (progress: Progress) => Promise<string | void>,
): Promise<void> {
  const begin = performance.now();
  const out = process.stderr;
  let note = '';
  const draw = () =>
    out.write(`\r\x1b[2K· ${title}  ${seconds(begin)}  ${note}`.slice(0, (out.columns ?? 80) + 5));
  const print = () => out.write(`${`· ${title}  ${seconds(begin)}  ${note}`.trim()}\n`);
  const ticker = out.isTTY ? setInterval(draw, 200) : setInterval(print, lineInterval);
  if (!out.isTTY) out.write(`· ${title}\n`);
  try {
    const summary = await run(line => {
      note = line;
    });
    if (out.isTTY) out.write('\r\x1b[2K');
    out.write(`✓ ${title}  ${summary ? `${summary}  ` : ''}${seconds(begin)}\n`);
  } catch (error) {
    if (out.isTTY) out.write('\r\x1b[2K');
    out.write(`✗ ${title}  ${seconds(begin)}\n`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/** An error that the user can solve: only its message is printed. */
export class SetupError extends Error {
  override name = 'SetupError';
}

/** A command with unknown or wrong arguments. */
export class UsageError extends SetupError {
  override name = 'UsageError';
}

/**
 * Exits with the message of a {@link SetupError}, or with the stack of an unexpected error. The exit code is 2 for wrong usage, as
 * that of `goldpath`, and 1 otherwise.
 */
export function exitOn(error: unknown): never {
  let text = String(error);
  if (error instanceof Error) text = error.stack ?? error.message;
  if (error instanceof SetupError) text = error.message;
  text = diskProblem(error) ?? text;
  process.stderr.write(`${text}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
