import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BackstageCredentials, LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  type Entity,
  parseLocationRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { firstValue, parseYaml } from '@goldpath/diagnostics';
import type { TemplateReport } from '@goldpath/plugin-goldpath-common';
import { readRemote, type RemoteReading } from '@goldpath/plugin-goldpath-node';
import type { Action } from '@goldpath/template-lint';
import type { LintJob } from '@goldpath/template-lint/worker';
import pLimit from 'p-limit';
import { ANNOTATION_VERSION } from '../templateEntities.ts';
import { folderState } from './folderState.ts';
import { LintThread } from './LintThread.ts';

/** Hosts of repositories refuse more concurrent downloads. */
const CONCURRENT_READS = 5;

/** The part of a report that only changes with the template's source. */
type Source = Pick<TemplateReport, 'diagnostics' | 'counts' | 'version' | 'changedAt'>;

/** The services that {@link TemplateReports} uses. */
export interface TemplateReportsDeps {
  catalog: CatalogService;
  integrations: ScmIntegrationRegistry;
  logger: LoggerService;
  reader: UrlReaderService;
  scaffolder: Pick<ScaffolderService, 'listActions'>;
}

/** Lints every template of the catalog, and again only those that have changed. */
export class TemplateReports {
  readonly #deps: TemplateReportsDeps;
  readonly #thread = new LintThread();
  readonly #limit = pLimit(CONCURRENT_READS);
  readonly #known = new Map<string, RemoteReading<Source>>();
  readonly #running = new Map<string, Promise<Source>>();

  constructor(deps: TemplateReportsDeps) {
    this.#deps = deps;
  }

  /** Reports on every template that is visible with these credentials, by title. */
  async all(credentials: BackstageCredentials): Promise<TemplateReport[]> {
    const [{ items }, actions] = await Promise.all([
      this.#deps.catalog.getEntities({ filter: { kind: 'Template' } }, { credentials }),
      this.#actions(credentials),
    ]);
    const digest = createHash('sha256')
      .update(JSON.stringify(actions ?? null))
      .digest('hex');
    const reports = await Promise.all(items.map(entity => this.#report(entity, actions, digest)));
    return reports.sort((left, right) => left.title.localeCompare(right.title));
  }

  /** Ends the lint's thread. */
  async stop(): Promise<void> {
    await this.#thread.stop();
  }

  /** The actions of this portal; undefined when the scaffolder does not answer. */
  async #actions(credentials: BackstageCredentials): Promise<Action[] | undefined> {
    try {
      const actions = await this.#deps.scaffolder.listActions({}, { credentials });
      return actions.map(({ id, description, schema }) => ({ id, description, schema })) as Action[];
    } catch (error) {
      this.#deps.logger.warn(
        `Templates are linted with the actions of the known plugins, since the scaffolder does not list its own: ${String(error)}`,
      );
      return undefined;
    }
  }

  async #report(entity: Entity, actions: Action[] | undefined, digest: string): Promise<TemplateReport> {
    const report = describe(entity);
    const { location } = report;
    try {
      if (location === undefined) throw new Error('the catalog does not have its location');
      const source = await this.#once(`${digest} ${location}`, key =>
        this.#limit(() => this.#read(key, location, actions)),
      );
      return { ...report, ...source };
    } catch (error) {
      return { ...report, problem: (error as Error).message };
    }
  }

  /** Concurrent requests share the same reading. */
  #once(key: string, read: (key: string) => Promise<Source>): Promise<Source> {
    const running = this.#running.get(key) ?? read(key).finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }

  async #read(key: string, location: string, actions: Action[] | undefined): Promise<Source> {
    const { type, target } = parseLocationRef(location);
    const known = this.#known.get(key);
    const inspect = (folder: string, file: string) =>
      this.#inspect({ folder, file, ...(actions && { actions }) });
    const reading =
      type === 'file'
        ? await readLocal(path.dirname(target), known, folder => inspect(folder, path.basename(target)))
        : await readRemote(this.#folderUrl(type, target), this.#deps.reader, known, folder =>
            inspect(folder, path.posix.basename(new URL(target).pathname)),
          );
    this.#known.set(key, reading);
    return reading.value;
  }

  #folderUrl(type: string, target: string): string {
    if (type !== 'url') throw new Error(`a location of the type "${type}" cannot be read`);
    return this.#deps.integrations.resolveUrl({ url: '.', base: target });
  }

  async #inspect(job: LintJob): Promise<Source> {
    const [{ diagnostics, summary }, version, { changedAt }] = await Promise.all([
      this.#thread.lint(job),
      stampedVersion(job.folder),
      folderState(job.folder),
    ]);
    const { error, warning, unknown } = summary;
    const source: Source = { diagnostics, counts: { error, warning, unknown } };
    if (version) source.version = version;
    if (changedAt) source.changedAt = new Date(changedAt).toISOString();
    return source;
  }
}

/** The part of a report that the catalog has. */
function describe(entity: Entity): TemplateReport {
  const { annotations, name, title = name } = entity.metadata;
  const report: TemplateReport = {
    entityRef: stringifyEntityRef(entity),
    title,
    diagnostics: [],
    counts: { error: 0, warning: 0, unknown: 0 },
  };
  const location = annotations?.[ANNOTATION_LOCATION];
  const owner = entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)?.targetRef;
  const version = annotations?.[ANNOTATION_VERSION];
  if (location) report.location = location;
  if (owner) report.owner = owner;
  if (version) report.version = version;
  return report;
}

async function readLocal<T>(
  folder: string,
  known: RemoteReading<T> | undefined,
  read: (folder: string) => Promise<T>,
): Promise<RemoteReading<T>> {
  const { etag } = await folderState(folder).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Error(`${folder} does not exist`) : error;
  });
  return known?.etag === etag ? known : { etag, value: await read(folder) };
}

/** The version in a template's stamp.yaml. The lint reports the problems of that file. */
async function stampedVersion(folder: string): Promise<string | undefined> {
  try {
    const content = await readFile(path.join(folder, 'stamp.yaml'), 'utf8');
    const stamp = firstValue(parseYaml(content)) as { template?: { version?: unknown } } | null;
    const version = stamp?.template?.version;
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}
