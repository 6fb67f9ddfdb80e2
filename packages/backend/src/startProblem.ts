/** A plugin or module that did not start, as BackendStartupError of @backstage/backend-app-api lists it. */
interface Startup {
  failure?: { error: Error; allowed: boolean };
}

/** The errors of connections to PostgreSQL, and the variables that cause them. */
const databaseErrors: readonly [error: RegExp, variables: string][] = [
  [/ENOTFOUND|EAI_AGAIN/, 'POSTGRES_HOST'],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|timeout|Timeout/, 'POSTGRES_HOST and POSTGRES_PORT'],
  [/password|authentication|no pg_hba|role .* does not exist/, 'POSTGRES_USER and POSTGRES_PASSWORD'],
  [/database .* does not exist|permission denied to create database/, 'POSTGRES_DATABASE'],
  [/certificate|SSL|TLS/, 'NODE_EXTRA_CA_CERTS'],
];

/**
 * The reason why the backend did not start, in a line.
 *
 * @param error - the error of `backend.start()`
 */
export function startProblem(error: unknown): string {
  const [first] = failuresOf(error);
  const cause = lastCause(first);
  const [, names] = databaseErrors.find(([pattern]) => pattern.test(cause)) ?? [];
  if (names !== undefined && /database|postgres|knex/i.test(textOf(first)))
    return `The database cannot be used: ${cause}. Correct ${names}, or start the database.`;
  return `The portal cannot start: ${cause}. Correct the configuration that the messages above name.`;
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

const textOf = (error: unknown) =>
  error instanceof Error ? `${error.message} ${error.stack}` : String(error);

/** Backstage puts the message of a cause behind its own, after a comma and the cause's name. */
function lastCause(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const last = message.split(/, (?:\w*[Ee]rror): /).at(-1) ?? message;
  return last.trim().split('\n')[0]!.replace(/\.$/, '');
}
