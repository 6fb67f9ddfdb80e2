/** A reason not to start that the operator can mend: printed as it is, without a stack. */
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
