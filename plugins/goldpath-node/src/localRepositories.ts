import path from 'node:path';

/**
 * The folder of locally published repositories: `goldpath.localRepositories.path`, `stamped` by default.
 *
 * @returns an absolute path; a relative setting is resolved from the working directory of the process
 */
export function localRepositoriesRoot(config: {
  getOptionalString(key: string): string | undefined;
}): string {
  return path.resolve(config.getOptionalString('goldpath.localRepositories.path') ?? 'stamped');
}
