import path from 'node:path';

/**
 * The folder of locally published repositories: `goldpath.localRepositories.path`, `stamped` by default.
 *
 * @returns an absolute path; a relative setting is resolved from the working directory of the process. Undefined when
 * `goldpath.localRepositories.enabled` is false, since the replicas of the portal have no folder in common.
 */
export function localRepositoriesRoot(config: {
  getOptionalString(key: string): string | undefined;
  getOptionalBoolean(key: string): boolean | undefined;
}): string | undefined {
  if (config.getOptionalBoolean('goldpath.localRepositories.enabled') === false) return undefined;
  return path.resolve(config.getOptionalString('goldpath.localRepositories.path') ?? 'stamped');
}
