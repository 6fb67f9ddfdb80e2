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
import type { Action } from '@goldpath/plugin-goldpath-node/lint';
import { readRemote, type RemoteReading } from '@goldpath/plugin-scaffolder-backend-module-goldpath/answers';
import pLimit from 'p-limit';
import { parse } from 'yaml';
import type { TemplateReport } from '../api.ts';
import { folderState } from './folderState.ts';
import { type LintJob, LintThread } from './LintThread.ts';

/** Others build their templates' version into this annotation. */
const ANNOTATION_VERSION = 'backstage.io/template-version';

/** More downloads at the same time would have a host of repositories refuse them. */
const READ_AT_ONCE = 5;

/** What is known of a template's source as long as it does not change. */
type Source = Pick<TemplateReport, 'findings' | 'counts' | 'version' | 'changedAt'>;

/** What {@link TemplateReports} asks. */
export interface TemplateReportsDeps {
  catalog: CatalogService;
  integrations: ScmIntegrationRegistry;
  logger: LoggerService;
  reader: UrlReaderService;
  scaffolder: Pick<ScaffolderService, 'listActions'>;
}

/** Looks at the source of every template of the catalog; at one that has not changed only once. */
export class TemplateReports {
  readonly #deps: TemplateReportsDeps;
  readonly #thread = new LintThread();
  readonly #few = pLimit(READ_AT_ONCE);
  readonly #known = new Map<string, RemoteReading<Source>>();
  readonly #running = new Map<string, Promise<Source>>();

  constructor(deps: TemplateReportsDeps) {
    this.#deps = deps;
  }

  /** Reports on every template that these credentials may see, by title. */
  async all(credentials: BackstageCredentials): Promise<TemplateReport[]> {
    const [{ items }, actions] = await Promise.all([
      this.#deps.catalog.getEntities({ filter: { kind: 'Template' } }, { credentials }),
      this.#actions(credentials),
    ]);
    const digest = createHash('sha256')
      .update(JSON.stringify(actions ?? null))
      .digest('hex');
    const reports = items.map(async (entity): Promise<TemplateReport> => {
      const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
      const base = describe(entity, location);
      try {
        if (location === undefined) throw new Error('the catalog does not say where it lies');
        const { version = base.version, ...source } = await this.#once(`${digest} ${location}`, key =>
          this.#few(() => this.#read(key, location, actions)),
        );
        return { ...base, ...source, ...(version && { version }) };
      } catch (error) {
        return { ...base, problem: (error as Error).message };
      }
    });
    return (await Promise.all(reports)).sort((left, right) => left.title.localeCompare(right.title));
  }

  /** Ends the thread of the lint. */
  async stop(): Promise<void> {
    await this.#thread.stop();
  }

  /** The actions of this portal; nothing when the scaffolder does not tell. */
  async #actions(credentials: BackstageCredentials): Promise<Action[] | undefined> {
    try {
      const actions = await this.#deps.scaffolder.listActions({}, { credentials });
      return actions.map(({ id, description, schema }) => ({ id, description, schema })) as Action[];
    } catch (error) {
      this.#deps.logger.warn(`Templates are judged by the actions of the known plugins: ${error}`);
      return undefined;
    }
  }

  /** People who ask at the same time wait for the same answer. */
  #once(key: string, read: (key: string) => Promise<Source>): Promise<Source> {
    const running = this.#running.get(key) ?? read(key).finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }

  async #read(key: string, location: string, actions: Action[] | undefined): Promise<Source> {
    const { type, target } = parseLocationRef(location);
    const known = this.#known.get(key);
    const inspect = (folder: string, file: string) => this.#inspect({ folder, file, actions });
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
    if (type !== 'url') throw new Error(`nobody knows how to read a location of the type "${type}"`);
    return this.#deps.integrations.resolveUrl({ url: '.', base: target });
  }

  async #inspect(job: LintJob): Promise<Source> {
    const [{ findings, summary }, version, { changedAt }] = await Promise.all([
      this.#thread.lint(job),
      stampedVersion(job.folder),
      folderState(job.folder),
    ]);
    const { error, warning, unknown } = summary;
    return {
      findings,
      counts: { error, warning, unknown },
      ...(version && { version }),
      ...(changedAt && { changedAt: new Date(changedAt).toISOString() }),
    };
  }
}

/** What the catalog knows of a template. */
function describe(entity: Entity, location: string | undefined): TemplateReport {
  const { annotations, name, title = name } = entity.metadata;
  const owner = entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)?.targetRef;
  const version = annotations?.[ANNOTATION_VERSION];
  return {
    entityRef: stringifyEntityRef(entity),
    title,
    findings: [],
    counts: { error: 0, warning: 0, unknown: 0 },
    ...(location && { location }),
    ...(owner && { owner }),
    ...(version && { version }),
  };
}

async function readLocal<T>(
  folder: string,
  known: RemoteReading<T> | undefined,
  read: (folder: string) => Promise<T>,
): Promise<RemoteReading<T>> {
  const { etag } = await folderState(folder).catch(error => {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Error(`${folder} does not exist`) : error;
  });
  return known?.etag === etag ? known : { etag, value: await read(folder) };
}

/** The version of a template that is stamped; what is wrong with its stamp.yaml is said by the lint. */
async function stampedVersion(folder: string): Promise<string | undefined> {
  try {
    const version: unknown = parse(await readFile(path.join(folder, 'stamp.yaml'), 'utf8'))?.template
      ?.version;
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}
