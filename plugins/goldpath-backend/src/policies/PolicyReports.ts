import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { type Diagnostic, isBlocking } from '@goldpath/diagnostics';
import type {
  CheckedService,
  GitHubCheckedService,
  PoliciesResponse,
  ReportedRule,
  ServiceReport,
} from '@goldpath/plugin-goldpath-common';
import { allRules } from '@goldpath/repository-check';
import pLimit from 'p-limit';
import type { CheckHistory } from '../history/CheckHistory.ts';
import { trendOf } from '../history/trendOf.ts';
import type { ServiceInspections } from '../inspection/ServiceInspections.ts';
import { serviceFolder } from '../inspection/serviceFolder.ts';
import { Rounds } from '../Rounds.ts';
import { entityFacts, factFields } from '../services/entityFacts.ts';
import type { ServiceReports } from '../services/ServiceReports.ts';
import { folderState } from '../templates/folderState.ts';
import { repositoryWaivers } from './repositoryWaivers.ts';

type Result = Pick<CheckedService, 'state' | 'findings' | 'blocking' | 'waivers' | 'problem'>;

const none = { findings: [], blocking: 0, waivers: [] };

const waiting: Result = { state: 'waiting', ...none };

/**
 * The services on the portal's machine that break a rule, checked in the background and again only after a change, and the results of
 * those on GitHub, which check themselves.
 */
export class PolicyReports {
  readonly #catalog: CatalogService;
  readonly #inspections: Pick<ServiceInspections, 'inspect'>;
  readonly #history: Pick<CheckHistory, 'all'>;
  readonly #services: Pick<ServiceReports, 'last'>;
  readonly #rounds = new Rounds();
  // a single one: a person who opens the page of a service waits for at most one service
  readonly #checks = pLimit(1);
  readonly #stopped = new AbortController();
  /** by folder; without a result while it is checked */
  readonly #known = new Map<string, { etag: string; result?: Result }>();

  constructor(deps: {
    catalog: CatalogService;
    history: Pick<CheckHistory, 'all'>;
    inspections: Pick<ServiceInspections, 'inspect'>;
    services: Pick<ServiceReports, 'last'>;
  }) {
    this.#services = deps.services;
    this.#history = deps.history;
    this.#catalog = deps.catalog;
    this.#inspections = deps.inspections;
  }

  /**
   * Every rule, and every service that is visible with these credentials, with the last result of its checks.
   *
   * @param wanted - the number of the round in an earlier answer; without it, or when the files of a service were never looked at,
   * those of all services are
   */
  async all(credentials: BackstageCredentials, wanted?: number): Promise<PoliciesResponse> {
    const [{ items }, rules, records, reports] = await Promise.all([
      this.#catalog.getEntities({ filter: { kind: 'Component' }, fields: factFields }, { credentials }),
      allRules(),
      this.#history.all(),
      this.#services.last(credentials),
    ]);
    const services = items.map(localService).filter(service => service !== undefined);
    const isKnown = () => services.every(({ folder }) => this.#known.has(folder));
    const check = () => this.#checkChanged(services);
    const { number, isRunning } = await this.#rounds.wait(check, isKnown() ? wanted : undefined);
    const refs = new Set(items.map(entity => stringifyEntityRef(entity)));
    return {
      rules: rules.map(toReportedRule),
      services: services
        .map(({ entity, folder }) => ({ ...entityFacts(entity), ...this.#last(folder) }))
        .sort((left, right) => left.title.localeCompare(right.title)),
      onGitHub: reports.filter(isStampedOnGitHub).map(toGitHubService),
      trend: trendOf(records, refs, new Date()),
      round: { number, isRunning: isRunning || !isKnown() },
    };
  }

  /** Ends the checks in the background. */
  stop(): void {
    this.#stopped.abort(new Error('the portal stops'));
    this.#checks.clearQueue();
  }

  #last(folder: string): Result {
    return this.#known.get(folder)?.result ?? waiting;
  }

  /** Begins the checks of the services whose files have changed. */
  async #checkChanged(services: readonly LocalService[]): Promise<void> {
    for (const { entity, folder } of services) {
      if (this.#stopped.signal.aborted) return;
      const { etag } = await folderState(folder).catch(() => ({ etag: '' }));
      if (this.#known.get(folder)?.etag === etag) continue;
      const entry: { etag: string; result?: Result } = { etag };
      this.#known.set(folder, entry);
      void this.#checks(async () => {
        entry.result = await this.#check(entity, folder);
      });
    }
  }

  async #check(entity: Entity, folder: string): Promise<Result> {
    try {
      const findings: Diagnostic[] = [];
      await this.#inspections.inspect(
        entity,
        part => {
          if (part.part === 'checks') findings.push(...part.findings);
        },
        this.#stopped.signal,
      );
      const waivers = await repositoryWaivers(folder);
      return { state: 'checked', findings, blocking: findings.filter(isBlocking).length, waivers };
    } catch (error) {
      return { state: 'failed', problem: (error as Error).message, ...none };
    }
  }
}

/** A service whose repository is on the portal's machine. */
interface LocalService {
  entity: Entity;
  folder: string;
}

function localService(entity: Entity): LocalService | undefined {
  const folder = serviceFolder(entity);
  return folder === undefined ? undefined : { entity, folder };
}

/** Another component on GitHub has no checks of Goldpath. */
function isStampedOnGitHub({ url, template }: ServiceReport): boolean {
  return url !== undefined && template !== undefined;
}

function toGitHubService({ entityRef, title, owner, checks }: ServiceReport): GitHubCheckedService {
  return { entityRef, title, checks, ...(owner !== undefined && { owner }) };
}

function toReportedRule(rule: Awaited<ReturnType<typeof allRules>>[number]): ReportedRule {
  const { id, title, why, fix, severity, reference } = rule;
  const { controls = [] } = rule as { controls?: readonly string[] };
  return {
    id,
    title,
    why,
    severity,
    controls: [...controls],
    ...(fix !== undefined && { fix }),
    ...(reference !== undefined && { reference }),
  };
}
