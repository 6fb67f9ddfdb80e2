import type { BackstageCredentials, LoggerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ServiceReport, ServicesResponse } from '@goldpath/plugin-goldpath-common';
import { offeredAnswers, serviceRepository, type ServiceRepository } from '@goldpath/plugin-goldpath-node';
import type { Answers, Template } from '@goldpath/template';
import { FolderServices, type NewerVersion } from '@goldpath/upgrade';
import pLimit from 'p-limit';
import { Rounds, type RoundsOptions } from '../Rounds.ts';
import { entityFacts, factFields } from './entityFacts.ts';
import { GitHubError } from './GitHubApi.ts';
import type { GitHubServices } from './GitHubServices.ts';
import type { ServiceChecks } from './ServiceChecks.ts';
import type { ServiceTemplates } from './ServiceTemplates.ts';

/** For what has no one who could cancel it. */
const NEVER = new AbortController().signal;

/** Repositories that are compared at the same time. */
const CONCURRENT_COMPARISONS = 4;

/** The services that {@link ServiceReports} uses. */
export interface ServiceReportsDeps {
  /** the portal's own answers, by field */
  answers: Answers;
  catalog: CatalogService;
  checks: Pick<ServiceChecks, 'check' | 'last'>;
  gitHub: Pick<GitHubServices, 'compare'>;
  integrations: ScmIntegrationRegistry;
  logger: LoggerService;
  templates: Pick<ServiceTemplates, 'load'>;
  /** how long a request waits for fresh comparisons */
  patience?: RoundsOptions;
}

/** A service's report, with its newer versions and their whole texts. */
export interface DetailedReport {
  report: ServiceReport;
  newer: NewerVersion[];
}

/** A report without the result of the checks, which is read when the report is sent. */
type Comparison = Omit<ServiceReport, 'checks'>;

interface Service {
  entity: Entity;
  repository: ServiceRepository;
}

interface Fleet {
  services: Map<string, Service>;
  templates: Entity[];
}

/** Compares the stamped services of the catalog with its templates. The last result of each is kept. */
export class ServiceReports {
  readonly #deps: ServiceReportsDeps;
  readonly #limit = pLimit(CONCURRENT_COMPARISONS);
  readonly #local = new FolderServices();
  /** by entity ref; undefined for one that was not stamped */
  readonly #known = new Map<string, { report: Comparison; newer: NewerVersion[] } | undefined>();
  readonly #comparisons: Rounds;

  constructor(deps: ServiceReportsDeps) {
    this.#deps = deps;
    this.#comparisons = new Rounds(deps.patience);
  }

  /**
   * Reports on every service that is visible with these credentials, by title, as far as they have been compared.
   *
   * @param wanted - the number of the comparison in an earlier answer; without it, or when a service was never compared, all services
   * are compared
   */
  async all(credentials: BackstageCredentials, wanted?: number): Promise<ServicesResponse> {
    const fleet = await this.#fleet(credentials);
    const isKnown = () => [...fleet.services.keys()].every(ref => this.#known.has(ref));
    const compare = () => this.#compareAll(fleet);
    const { number, isRunning } = await this.#comparisons.wait(compare, isKnown() ? wanted : undefined);
    // a service that another person does not see is not part of the comparison that this person began
    const round = { number, isRunning: isRunning || !isKnown() };
    return { services: this.#last(fleet), round };
  }

  /** Compares some of the services that are visible with these credentials, by entity ref, and reports on them by title. */
  async some(refs: readonly string[], credentials: BackstageCredentials): Promise<ServiceReport[]> {
    const { services, templates } = await this.#fleet(credentials);
    const chosen = { services: new Map([...services].filter(([ref]) => refs.includes(ref))), templates };
    await this.#compareAll(chosen);
    return this.#last(chosen);
  }

  /** The last report on every service that is visible with these credentials, by title. Nothing is compared for it. */
  async last(credentials: BackstageCredentials): Promise<ServiceReport[]> {
    return this.#last(await this.#fleet(credentials));
  }

  #last({ services }: Fleet): ServiceReport[] {
    const reports = [...services].map(([ref, service]) => {
      const report = this.#known.has(ref) ? this.#known.get(ref)?.report : pending(service);
      return report && { ...report, checks: this.#deps.checks.last(service.repository) };
    });
    return reports
      .filter(report => report !== undefined)
      .sort((left, right) => left.title.localeCompare(right.title));
  }

  /**
   * Compares one service.
   *
   * @returns undefined when it was not stamped, or is not visible with these credentials
   */
  async one(ref: string, credentials: BackstageCredentials): Promise<DetailedReport | undefined> {
    const { catalog } = this.#deps;
    const [component, templates] = await Promise.all([
      catalog.getEntityByRef(ref, { credentials }),
      this.#entities(['Template'], credentials),
    ]);
    const service = component && this.#service(component);
    if (!service) return undefined;
    await this.#compare(ref, service, await this.#deps.templates.load(templates));
    const detailed = this.#known.get(ref);
    if (!detailed) return undefined;
    const { entity, repository } = service;
    // a check on this machine takes seconds, and runs in the background
    if (repository.kind === 'github') await this.#deps.checks.check(entity, repository, NEVER);
    return { ...detailed, report: { ...detailed.report, checks: this.#deps.checks.last(repository) } };
  }

  /** Compares every service that is visible with these credentials. */
  async refresh(credentials: BackstageCredentials): Promise<void> {
    const fleet = await this.#fleet(credentials);
    this.#comparisons.begin(() => this.#compareAll(fleet));
    await this.#comparisons.end();
  }

  /** Compares the services in a repository on GitHub, and reads the results of their checks. */
  async refreshRepository(url: string, credentials: BackstageCredentials): Promise<void> {
    const { services, templates } = await this.#fleet(credentials);
    const changed = [...services].filter(
      ([, { repository }]) => repository.kind === 'github' && repository.url === url,
    );
    if (changed.length === 0) return;
    await this.#compareAll({ services: new Map(changed), templates });
    await this.#checkAll(changed, NEVER);
  }

  /** Checks every service on this machine that has changed since its last check, and reads the results of those on GitHub. */
  async check(credentials: BackstageCredentials, signal: AbortSignal): Promise<void> {
    const services = [...(await this.#fleet(credentials)).services];
    const ofKind = (kind: ServiceRepository['kind']) =>
      services.filter(([, { repository }]) => repository.kind === kind);
    await Promise.all([this.#checkAll(ofKind('local'), signal), this.#checkAll(ofKind('github'), signal)]);
  }

  /** One after the other, so that people who use the portal do not wait for it. */
  async #checkAll(services: readonly [string, Service][], signal: AbortSignal): Promise<void> {
    for (const [ref, { entity, repository }] of services) {
      if (signal.aborted) return;
      if (this.#known.get(ref)?.report.template) await this.#deps.checks.check(entity, repository, signal);
    }
  }

  async #compareAll({ services, templates: entities }: Fleet): Promise<void> {
    const templates = await this.#deps.templates.load(entities);
    await Promise.all(
      [...services].map(([ref, service]) => this.#limit(() => this.#compare(ref, service, templates))),
    );
  }

  async #compare(ref: string, service: Service, templates: ReadonlyMap<string, Template>): Promise<void> {
    try {
      this.#known.set(ref, await this.#detailed(service, templates));
    } catch (error) {
      const reason = error instanceof GitHubError ? error.message : String(error);
      if (!(error instanceof GitHubError))
        this.#deps.logger.warn(`${ref} cannot be compared with its template: ${reason}`);
      // the last result stays, which says when it was made
      if (this.#known.get(ref)) return;
      const report = { ...pending(service), reason, checkedAt: new Date().toISOString() };
      this.#known.set(ref, { report, newer: [] });
    }
  }

  async #detailed(
    { entity, repository }: Service,
    templates: ReadonlyMap<string, Template>,
  ): Promise<{ report: Comparison; newer: NewerVersion[] } | undefined> {
    const offered = offeredAnswers(this.#deps.answers, entity);
    const compared =
      repository.kind === 'local'
        ? await this.#local.compare(repository.folder, templates, offered)
        : await this.#deps.gitHub.compare(repository, templates, offered);
    if (!compared) return undefined;
    const { dir: _dir, modified, newer, ...found } = compared.status;
    const report: Comparison = {
      ...factsOf(entity, repository),
      ...found,
      modified: modified.map(({ file }) => file),
      newer: newer.map(({ text: _text, ...version }) => version),
      checkedAt: new Date().toISOString(),
      ...(compared.lastUpgrade !== undefined && { lastUpgrade: compared.lastUpgrade }),
    };
    return { report, newer };
  }

  async #fleet(credentials: BackstageCredentials): Promise<Fleet> {
    const items = await this.#entities(['Component', 'Template'], credentials);
    const services: Fleet['services'] = new Map();
    for (const entity of items.filter(({ kind }) => kind === 'Component')) {
      const service = this.#service(entity);
      if (service) services.set(stringifyEntityRef(entity), service);
    }
    return { services, templates: items.filter(({ kind }) => kind === 'Template') };
  }

  async #entities(kinds: readonly string[], credentials: BackstageCredentials): Promise<Entity[]> {
    const filter = kinds.map(kind => ({ kind }));
    const { items } = await this.#deps.catalog.getEntities({ filter, fields: factFields }, { credentials });
    return items;
  }

  #service(entity: Entity): Service | undefined {
    const repository = serviceRepository(entity, this.#deps.integrations);
    return repository && { entity, repository };
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
function pending({ entity, repository }: Service): Comparison {
  return {
    ...factsOf(entity, repository),
    state: 'unknown',
    changes: { added: [], changed: [], removed: [] },
    modified: [],
    newer: [],
    reason: 'it is being compared',
  };
}
