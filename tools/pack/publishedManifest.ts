import type { Manifest } from './workspaces.ts';

/** An entry of `exports` in a published package. */
type Entry = string | { types: string; default: string };

/**
 * The package.json of the published package: `exports` name the compiled files, dependencies on other packages of this
 * repository have versions, and what only development needs is left out.
 *
 * @param manifest - as it is in the repository
 * @param version - of this and of every other package of the repository
 * @param toPublished - the published files of a source file: the code, and its types
 */
export function publishedManifest(
  manifest: Manifest,
  version: string,
  toPublished: (source: string) => { code: string; types: string },
): Record<string, unknown> {
  const {
    devDependencies: _dev,
    scripts: _scripts,
    private: _private,
    main,
    types: _types,
    ...rest
  } = manifest;
  const entries = Object.entries(manifest.exports ?? {})
    .filter(([key]) => !key.startsWith('./testing'))
    .map(([key, file]) => [key, toEntry(file, toPublished)] as const);
  const published: Record<string, unknown> = {
    ...rest,
    version,
    engines: { node: '>=24' },
    files: ['dist', ...(manifest.configSchema ? [manifest.configSchema] : [])],
  };
  if (entries.length > 0) published.exports = Object.fromEntries(entries);
  if (main) {
    const { code, types } = toPublished(main);
    published.main = code;
    published.types = types;
  }
  for (const kind of ['dependencies', 'optionalDependencies'] as const) {
    if (manifest[kind]) published[kind] = withVersions(manifest[kind], version);
  }
  return published;
}

function toEntry(file: string, toPublished: Parameters<typeof publishedManifest>[2]): Entry {
  if (!/\.tsx?$/.test(file)) return file.replace(/^\.\/src\//, './dist/');
  const { code, types } = toPublished(file);
  return { types: `./${types}`, default: `./${code}` };
}

function withVersions(dependencies: Record<string, string>, version: string): Record<string, string> {
  const pinned = Object.entries(dependencies).map(
    ([name, range]) => [name, range.startsWith('workspace:') ? version : range] as const,
  );
  return Object.fromEntries(pinned);
}
