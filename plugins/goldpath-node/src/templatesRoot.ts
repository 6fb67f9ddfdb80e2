import path from 'node:path';

/**
 * The folder whose folders are templates: `goldpath.templates.path`.
 *
 * @returns an absolute path; a relative setting is resolved from the working directory of the process. Undefined without the
 * setting: the templates are locations of the catalog.
 */
export function templatesRoot(config: {
  getOptionalString(key: string): string | undefined;
}): string | undefined {
  const folder = config.getOptionalString('goldpath.templates.path');
  if (folder === undefined) return undefined;
  return path.resolve(folder);
}
