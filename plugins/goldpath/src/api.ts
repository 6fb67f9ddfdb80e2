import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { createApiRef, type DiscoveryApi, type FetchApi } from '@backstage/frontend-plugin-api';
import type {
  AnswerProblem,
  BulkUpgrade,
  BulkUpgradeRequest,
  BulkUpgradeResponse,
  CheckHistoryResponse,
  CheckRecord,
  PoliciesResponse,
  PreviewFileRequest,
  PreviewFileResponse,
  PreviewLine,
  PreviewRequest,
  ServiceLine,
  ServicePart,
  ServicesResponse,
  ServiceStatusResponse,
  TemplateReport,
  TemplatesResponse,
  UpgradePreview,
  UpgradeRequest,
  ValidateRequest,
  ValidateResponse,
} from '@goldpath/plugin-goldpath-common';
import { jsonLines } from './preview/jsonLines.ts';

type PreviewPart = Exclude<PreviewLine, { part: 'error' }>;

/** Goldpath's own API. Every method throws an Error when the portal's backend refuses or cannot be reached. */
export interface GoldpathApi {
  /** Validates the answers to a template of the catalog. */
  validate(request: ValidateRequest): Promise<AnswerProblem[]>;
  /** Previews a service: the parts in their order, each as soon as it is known. The signal ends the request. */
  preview(request: PreviewRequest, signal: AbortSignal): AsyncGenerator<PreviewPart>;
  /** Inspects a service on the portal's machine, as {@link GoldpathApi.preview} previews one. */
  service(ref: { namespace: string; name: string }, signal: AbortSignal): AsyncGenerator<ServicePart>;
  /** The text of a Markdown file of a service on the portal's machine, by its path in the repository. */
  serviceDocument(ref: { namespace: string; name: string }, path: string): Promise<string>;
  /** The text of one file of a preview; undefined when it cannot be shown. */
  previewFile(request: PreviewFileRequest): Promise<string | undefined>;
  /** All files of a preview as a ZIP archive. */
  previewArchive(request: PreviewRequest): Promise<Blob>;
  /** Every template of the catalog, with the problems of its source. */
  templates(): Promise<TemplateReport[]>;
  /** Every rule about services, and the result of each service's checks. With the round of an earlier answer, no changes are searched. */
  policies(round?: number): Promise<PoliciesResponse>;
  /** Every stamped service, as it was compared with its template last. With the round of an earlier answer, nothing is compared again. */
  services(round?: number): Promise<ServicesResponse>;
  /** A service by its entity ref, compared with its template now. */
  serviceStatus(entityRef: string): Promise<ServiceStatusResponse>;
  /** The results of the checks of a service by its entity ref, the newest first. */
  checkHistory(entityRef: string): Promise<CheckRecord[]>;
  /** Upgrades several services; {@link GoldpathApi.bulkUpgrade} has the progress. */
  startBulkUpgrade(request: BulkUpgradeRequest): Promise<BulkUpgrade | undefined>;
  /** The upgrade of several services that is in progress, or the last one. */
  bulkUpgrade(): Promise<BulkUpgrade | undefined>;
  /** Returns the changes that the upgrade of a service would make, and the questions that it has not answered. */
  upgradePreview(entityRef: string, request?: UpgradeRequest): Promise<UpgradePreview>;
}

/** The ref of {@link GoldpathApi}. */
export const goldpathApiRef = createApiRef<GoldpathApi>().with({
  id: 'plugin.goldpath.api',
  pluginId: 'goldpath',
});

/** Sends requests to the portal's backend. */
export class GoldpathClient implements GoldpathApi {
  readonly #discovery: DiscoveryApi;
  readonly #fetch: FetchApi;

  constructor(deps: { discovery: DiscoveryApi; fetch: FetchApi }) {
    this.#discovery = deps.discovery;
    this.#fetch = deps.fetch;
  }

  async validate(request: ValidateRequest): Promise<AnswerProblem[]> {
    const { problems } = await this.#request<ValidateResponse>('validate', postOf(request));
    return problems;
  }

  preview(request: PreviewRequest, signal: AbortSignal): AsyncGenerator<PreviewPart> {
    return this.#parts<PreviewLine>('preview', { ...postOf(request), signal });
  }

  service(ref: { namespace: string; name: string }, signal: AbortSignal): AsyncGenerator<ServicePart> {
    const route = serviceRoute(stringifyEntityRef({ kind: 'component', ...ref }));
    return this.#parts<ServiceLine>(route, { signal });
  }

  async serviceDocument(ref: { namespace: string; name: string }, path: string): Promise<string> {
    const route = serviceRoute(stringifyEntityRef({ kind: 'component', ...ref }));
    return (await this.#response(`${route}/document?path=${encodeURIComponent(path)}`)).text();
  }

  async previewFile(request: PreviewFileRequest): Promise<string | undefined> {
    return (await this.#request<PreviewFileResponse>('preview/file', postOf(request))).text;
  }

  async previewArchive(request: PreviewRequest): Promise<Blob> {
    return (await this.#response('preview/archive', postOf(request))).blob();
  }

  async templates(): Promise<TemplateReport[]> {
    return (await this.#request<TemplatesResponse>('templates')).templates;
  }

  policies(round?: number): Promise<PoliciesResponse> {
    return this.#request<PoliciesResponse>(`policies${queryOf(round)}`);
  }

  services(round?: number): Promise<ServicesResponse> {
    return this.#request<ServicesResponse>(`services${queryOf(round)}`);
  }

  async serviceStatus(entityRef: string): Promise<ServiceStatusResponse> {
    return this.#request<ServiceStatusResponse>(`${serviceRoute(entityRef)}/status`);
  }

  async checkHistory(entityRef: string): Promise<CheckRecord[]> {
    return (await this.#request<CheckHistoryResponse>(`${serviceRoute(entityRef)}/checks`)).history;
  }

  async startBulkUpgrade(request: BulkUpgradeRequest): Promise<BulkUpgrade | undefined> {
    return (await this.#request<BulkUpgradeResponse>('services/upgrades', postOf(request))).run;
  }

  async bulkUpgrade(): Promise<BulkUpgrade | undefined> {
    return (await this.#request<BulkUpgradeResponse>('services/upgrades')).run;
  }

  async upgradePreview(entityRef: string, request: UpgradeRequest = {}): Promise<UpgradePreview> {
    return this.#request<UpgradePreview>(`${serviceRoute(entityRef)}/upgrade`, postOf(request));
  }

  async #request<T>(route: string, init?: RequestInit): Promise<T> {
    return (await (await this.#response(route, init)).json()) as T;
  }

  async *#parts<Line extends { part: string }>(
    route: string,
    init: RequestInit,
  ): AsyncGenerator<Exclude<Line, { part: 'error' }>> {
    const { body } = await this.#response(route, init);
    if (!body) throw new Error('The portal sent an empty answer.');
    for await (const line of jsonLines<Line>(body)) {
      if (isError(line)) throw new Error(line.message);
      yield line as Exclude<Line, { part: 'error' }>;
    }
  }

  async #response(route: string, init?: RequestInit): Promise<Response> {
    const response = await this.#fetch.fetch(
      `${await this.#discovery.getBaseUrl('goldpath')}/${route}`,
      init,
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

function serviceRoute(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef);
  return `services/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}

function queryOf(round: number | undefined): string {
  return round === undefined ? '' : `?round=${round}`;
}

function postOf(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function isError(line: { part: string }): line is { part: 'error'; message: string } {
  return line.part === 'error';
}
