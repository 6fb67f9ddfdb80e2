/** A plugin or module that did not start, as BackendStartupError of @backstage/backend-app-api lists it. */
interface Startup {
  failure?: { error: Error; allowed: boolean };
}

/**
 * The reason why the backend did not start, in a line: that of the plugin that failed, or that of the database.
 *
 * @param error - the error of `backend.start()`
 * @param database - returns the reason why the database cannot be used, in a line
 */
export async function startProblem(
  error: unknown,
  database: () => Promise<string | undefined>,
): Promise<string> {
  const [first] = failuresOf(error);
  // Backstage's errors of the database have no code
  const isKnown = (first as NodeJS.ErrnoException).code !== undefined;
  const problem = isKnown ? undefined : await database();
  if (problem !== undefined) return problem;
  return `The portal cannot start: ${lastCause(first)}. Correct the configuration that the messages above name.`;
}

/** The errors of all plugins and modules. */
function failuresOf(error: unknown): unknown[] {
  const result = (error as { result?: { plugins: (Startup & { modules: Startup[] })[] } }).result;
  if (!result) return [error];
  const errors = result.plugins
    .flatMap(plugin => [...plugin.modules, plugin])
    .filter(({ failure }) => failure && !failure.allowed)
    .map(({ failure }) => failure?.error);
  return errors.length > 0 ? errors : [error];
}

/** Backstage puts the message of a cause behind its own, after a comma and the cause's name. */
function lastCause(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const last = message.split(/, (?:\w*[Ee]rror): /).at(-1) ?? message;
  return last.trim().split('\n')[0]!.replace(/\.$/, '');
}
