/** A step's way to say how far it is: one short line. */
export type Progress = (note: string) => void;

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one step of a command and shows it: on a terminal a line that is rewritten with the step's progress and time,
 * elsewhere a line when it begins and one when it ends.
 *
 * @param title what is done, in a few words
 * @param run the work; what it returns as a string is shown beside the title at the end
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
  const ticker = out.isTTY ? setInterval(draw, 200) : undefined;
  if (!out.isTTY) out.write(`· ${title}\n`);
  try {
    const said = await run(line => {
      note = line;
    });
    if (out.isTTY) out.write('\r\x1b[2K');
    out.write(`✓ ${title}  ${said ? `${said}  ` : ''}${seconds(begin)}\n`);
  } catch (error) {
    if (out.isTTY) out.write('\r\x1b[2K');
    out.write(`✗ ${title}  ${seconds(begin)}\n`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/**
 * A failure that a person can mend: its message is all that is shown.
 */
export class SetupError extends Error {
  override name = 'SetupError';
}

/** Ends the process on the message of a {@link SetupError}, and on the stack of anything unforeseen. */
export function exitOn(error: unknown): never {
  const foreseen = error instanceof SetupError;
  process.stderr.write(
    `${foreseen ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}
