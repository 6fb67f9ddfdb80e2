import path from 'node:path';
import { ANNOTATION_LOCATION, type Entity, parseLocationRef } from '@backstage/catalog-model';
import type { ScmIntegrationRegistry } from '@backstage/integration';

/** A service's repository on the portal's machine. */
export interface LocalServiceRepository {
  kind: 'local';
  /** absolute path of the service's folder */
  folder: string;
}

/** A service's repository on GitHub. */
export interface GitHubServiceRepository {
  kind: 'github';
  /** the value of a repository picker, such as `github.com?owner=acme&repo=desk` */
  repoUrl: string;
  /** the address of the repository, such as `https://github.com/acme/desk` */
  url: string;
  owner: string;
  repo: string;
  branch: string;
  /** the service's folder in the repository; empty at its root */
  folder: string;
  /** the address of the API, without a slash at the end */
  api: string;
}

/** The repository of a service in the catalog. */
export type ServiceRepository = LocalServiceRepository | GitHubServiceRepository;

/** The file from which the catalog reads a service. */
const DESCRIPTOR = 'catalog-info.yaml';

/**
 * The repository from which the catalog reads a service.
 *
 * @returns undefined when it is neither on this machine nor on a configured host of GitHub
 */
export function serviceRepository(
  { metadata }: Entity,
  integrations: ScmIntegrationRegistry,
): ServiceRepository | undefined {
  const location = metadata.annotations?.[ANNOTATION_LOCATION];
  if (location === undefined) return undefined;
  const { type, target } = parseLocationRef(location);
  if (type === 'file' && path.basename(target) === DESCRIPTOR)
    return { kind: 'local', folder: path.dirname(target) };
  if (type === 'url' && URL.canParse(target)) return onGitHub(new URL(target), integrations);
  return undefined;
}

function onGitHub(
  { origin, host, pathname, href }: URL,
  integrations: ScmIntegrationRegistry,
): GitHubServiceRepository | undefined {
  const api = integrations.github.byUrl(href)?.config.apiBaseUrl;
  const [, owner, repo, branch, file = ''] =
    /^\/([^/]+)\/([^/]+)\/(?:blob|tree|raw)\/([^/]+)\/(.+)$/.exec(decodeURI(pathname)) ?? [];
  if (!api || !owner || !repo || !branch || path.posix.basename(file) !== DESCRIPTOR) return undefined;
  const folder = path.posix.dirname(file).replace(/^\.$/, '');
  const repoUrl = `${host}?owner=${encodeURIComponent(owner)}&repo=${encodeURIComponent(repo)}`;
  return { kind: 'github', repoUrl, url: `${origin}/${owner}/${repo}`, owner, repo, branch, folder, api };
}
