import { setTimeout } from 'node:timers/promises';
import type { BackstageCredentials, LoggerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ServiceReport } from '@goldpath/plugin-goldpath-common';
import { serviceRepository, type ServiceRepository } from '@goldpath/plugin-goldpath-node';
import type { Template } from '@goldpath/template';
import { lastUpgrade, type NewerVersion, status } from '@goldpath/upgrade';
import pLimit from 'p-limit';
import type { ServiceInspections } from '../inspection/ServiceInspections.ts';
import { entityFacts } from './entityFacts.ts';
import { GitHubError } from './GitHubApi.ts';
import type { GitHubServices } from './GitHubServices.ts';
import type { ServiceTemplates } from './ServiceTemplates.ts';

/** A request waits so long for fresh comparisons, in milliseconds; the page asks again for the others. */
const PATIENCE = 700;

/** Repositories that are compared at the same time. */
const CONCURRENT_COMPARISONS = 4;

/** The services that {@link ServiceReports} uses. */
export interface ServiceReportsDeps {
  catalog: CatalogService;
  gitHub: Pick<GitHubServices, 'compare'>;
  inspections: Pick<ServiceInspections, 'inspect' | 'lastChecks'>;
  integrations: ScmIntegrationRegistry;
  logger: LoggerService;
  templates: Pick<ServiceTemplates, 'load'>;
  /** how long a request waits for fresh comparisons, in milliseconds */
  patience?: number;
}

/** A service's report, with its newer versions and their whole texts. */
export interface DetailedReport {
  report: ServiceReport;
  newer: NewerVersion[];
}

interface Fleet {
  services: Map<string, { entity: Entity; repository: ServiceRepository }>;
  templates: Entity[];
}

/** Compares the stamped services of the catalog with its templates. The last result of each is kept. */
export class ServiceReports {
  readonly #deps: ServiceReportsDeps;
  readonly #limit = pLimit(CONCURRENT_COMPARISONS);
  /** by entity ref; undefined for one that was not stamped */
  readonly #known = new Map<string, DetailedReport | undefined>();
  #refreshing: Promise<void> | undefined;

  constructor(deps: ServiceReportsDeps) {
    this.#deps = deps;
  }

  /** Reports on every service that is visible with these credentials, by title. */
  async all(credentials: BackstageCredentials): Promise<ServiceReport[]> {
    const fleet = await this.#fleet(credentials);
    const { patience = PATIENCE } = this.#deps;
    await Promise.race([this.#refresh(fleet), setTimeout(patience)]);
    const reports = [...fleet.services].map(([ref, { entity, repository }]) => {
      if (!this.#known.has(ref)) return pending(entity, repository);
      return this.#known.get(ref)?.report;
    });
    return reports
      .filter(report => report !== undefined)
      .map(report => ({ ...report, ...this.#policy(report) }))
      .sort((left, right) => left.title.localeCompare(right.title));
  }

  /**
   * Compares one service.
   *
   * @returns undefined when it was not stamped, or is not visible with these credentials
   */
  async one(ref: string, credentials: BackstageCredentials): Promise<DetailedReport | undefined> {
    const { services, templates } = await this.#fleet(credentials);
    const service = services.get(ref);
    if (!service) return undefined;
    await this.#compare(ref, service, await this.#deps.templates.load(templates));
    const detailed = this.#known.get(ref);
    return detailed && { ...detailed, report: { ...detailed.report, ...this.#policy(detailed.report) } };
  }

  /** Compares every service that is visible with these credentials. */
  async refresh(credentials: BackstageCredentials): Promise<void> {
    await this.#refresh(await this.#fleet(credentials));
  }

  /** Compares the services in a repository on GitHub. */
  async refreshRepository(url: string, credentials: BackstageCredentials): Promise<void> {
    const { services, templates } = await this.#fleet(credentials);
    const changed = [...services].filter(
      ([, { repository }]) => repository.kind === 'github' && repository.url === url,
    );
    if (changed.length > 0) await this.#compareAll({ services: new Map(changed), templates });
  }

  /** Checks every service on this machine that has changed since its last check. */
  async check(credentials: BackstageCredentials, signal: AbortSignal): Promise<void> {
    const { services } = await this.#fleet(credentials);
    for (const [ref, { entity, repository }] of services) {
      if (signal.aborted) return;
      if (repository.kind !== 'local' || !this.#known.get(ref)?.report.template) continue;
      await this.#deps.inspections
        .inspect(entity, () => undefined, signal)
        .catch((error: unknown) => this.#deps.logger.warn(`${ref} cannot be checked: ${String(error)}`));
    }
  }

  /** One at a time: a request that comes meanwhile waits for the one that runs. */
  async #refresh(fleet: Fleet): Promise<void> {
    this.#refreshing ??= this.#compareAll(fleet).finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
  }

  async #compareAll({ services, templates: entities }: Fleet): Promise<void> {
    const templates = await this.#deps.templates.load(entities);
    await Promise.all(
      [...services].map(([ref, service]) => this.#limit(() => this.#compare(ref, service, templates))),
    );
  }

  async #compare(
    ref: string,
    { entity, repository }: { entity: Entity; repository: ServiceRepository },
    templates: ReadonlyMap<string, Template>,
  ): Promise<void> {
    try {
      this.#known.set(ref, await this.#detailed(entity, repository, templates));
    } catch (error) {
      const reason = error instanceof GitHubError ? error.message : String(error);
      if (!(error instanceof GitHubError))
        this.#deps.logger.warn(`${ref} cannot be compared with its template: ${reason}`);
      // the last result stays, which says when it was made
      if (this.#known.get(ref)) return;
      const report = { ...pending(entity, repository), reason, checkedAt: new Date().toISOString() };
      this.#known.set(ref, { report, newer: [] });
    }
  }

  async #detailed(
    entity: Entity,
    repository: ServiceRepository,
    templates: ReadonlyMap<string, Template>,
  ): Promise<DetailedReport | undefined> {
    const compared =
      repository.kind === 'local'
        ? { status: await status(repository.folder, templates), ...(await upgradedAt(repository.folder)) }
        : await this.#deps.gitHub.compare(repository, templates);
    if (!compared) return undefined;
    const { dir: _dir, modified, newer, ...found } = compared.status;
    const report: ServiceReport = {
      ...factsOf(entity, repository),
      ...found,
      modified: modified.map(({ file }) => file),
      newer: newer.map(({ text: _text, ...version }) => version),
      checkedAt: new Date().toISOString(),
      ...(compared.lastUpgrade !== undefined && { lastUpgrade: compared.lastUpgrade }),
    };
    return { report, newer };
  }

  #policy({ folder }: ServiceReport): Pick<ServiceReport, 'checks'> {
    const checks = folder === undefined ? undefined : this.#deps.inspections.lastChecks(folder);
    return checks ? { checks } : {};
  }

  async #fleet(credentials: BackstageCredentials): Promise<Fleet> {
    const filter = [{ kind: 'Component' }, { kind: 'Template' }];
    const { items } = await this.#deps.catalog.getEntities({ filter }, { credentials });
    const services: Fleet['services'] = new Map();
    for (const entity of items.filter(({ kind }) => kind === 'Component')) {
      const repository = serviceRepository(entity, this.#deps.integrations);
      if (repository) services.set(stringifyEntityRef(entity), { entity, repository });
    }
    return { services, templates: items.filter(({ kind }) => kind === 'Template') };
  }
}

function factsOf(
  entity: Entity,
  repository: ServiceRepository,
): Pick<ServiceReport, 'entityRef' | 'title' | 'owner' | 'folder' | 'url'> {
  return {
    ...entityFacts(entity),
    ...(repository.kind === 'local' ? { folder: repository.folder } : { url: repository.url }),
  };
}

/** A service that was not compared yet, so it has no time of a comparison. */
function pending(entity: Entity, repository: ServiceRepository): ServiceReport {
  return {
    ...factsOf(entity, repository),
    state: 'unknown',
    changes: { added: [], changed: [], removed: [] },
    modified: [],
    newer: [],
    reason: 'it is being compared',
  };
}

async function upgradedAt(folder: string): Promise<{ lastUpgrade?: string }> {
  const time = await lastUpgrade(folder);
  return time === undefined ? {} : { lastUpgrade: time };
}
