import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { ChecksResult } from '@goldpath/plugin-goldpath-common';
import type { ServiceRepository } from '@goldpath/plugin-goldpath-node';
import type { OnChecked, ServiceInspections } from '../inspection/ServiceInspections.ts';
import type { GitHubApi } from './GitHubApi.ts';
import { gitHubChecks } from './gitHubChecks.ts';

/** The services that {@link ServiceChecks} uses. */
export interface ServiceChecksDeps {
  gitHub: GitHubApi;
  inspections: Pick<ServiceInspections, 'inspect' | 'lastChecks'>;
  /** receives the results from GitHub; the inspections report those of this machine */
  onChecked: OnChecked;
}

/**
 * The last result of the checks of each service. A service on the portal's machine is checked here, again only after a change; one on
 * GitHub has checked itself, and its result is read.
 */
export class ServiceChecks {
  readonly #deps: ServiceChecksDeps;
  /** the results from GitHub, and those of checks on this machine that could not end */
  readonly #known = new Map<string, ChecksResult>();

  constructor(deps: ServiceChecksDeps) {
    this.#deps = deps;
  }

  /** The last result; unknown before the first check. */
  last(repository: ServiceRepository): ChecksResult {
    const known = this.#known.get(keyOf(repository));
    if (known) return known;
    const inspected =
      repository.kind === 'local' ? this.#deps.inspections.lastChecks(repository.folder) : undefined;
    return inspected ?? { result: 'unknown', reason: 'it was not checked yet' };
  }

  /** Checks a service, or reads its result. A check that cannot end makes the result unknown. */
  async check(entity: Entity, repository: ServiceRepository, signal: AbortSignal): Promise<void> {
    const key = keyOf(repository);
    try {
      if (repository.kind === 'github') {
        const checks = await gitHubChecks(this.#deps.gitHub, repository);
        this.#known.set(key, checks);
        await this.#deps.onChecked(stringifyEntityRef(entity), checks);
      } else {
        await this.#deps.inspections.inspect(entity, () => undefined, signal);
        this.#known.delete(key);
      }
    } catch (error) {
      if (!signal.aborted) this.#known.set(key, { result: 'unknown', reason: (error as Error).message });
    }
  }
}

function keyOf(repository: ServiceRepository): string {
  return repository.kind === 'local' ? repository.folder : `${repository.url} ${repository.branch}`;
}
