import path from 'node:path';

/**
 * The folder that holds locally published repositories: `goldpath.localRepositories.path`, `stamped` by default. Both
 * who publishes there and who reads there ask this function.
 *
 * @returns an absolute path; a relative setting counts from the working directory of the process
 */
export function localRepositoriesRoot(config: {
  getOptionalString(key: string): string | undefined;
}): string {
  return path.resolve(config.getOptionalString('goldpath.localRepositories.path') ?? 'stamped');
}
