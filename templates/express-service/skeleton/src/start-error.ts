/** An error at start that the operator can fix: printed as its message, without a stack. */
export class StartError extends Error {
  override name = 'StartError';
}

/** Runs a command's main function; a {@link StartError} ends the process with its message and exit code 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
