import { ResponseError } from '@backstage/errors';
import { createApiRef, type DiscoveryApi, type FetchApi } from '@backstage/frontend-plugin-api';
import type {
  AnswerProblem,
  PreviewFileRequest,
  PreviewFileResponse,
  PreviewLine,
  PreviewRequest,
  ServiceReport,
  ServicesResponse,
  TemplateReport,
  TemplatesResponse,
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
  /** The text of one file of a preview; undefined when it cannot be shown. */
  previewFile(request: PreviewFileRequest): Promise<string | undefined>;
  /** Every template of the catalog, with the problems of its source. */
  templates(): Promise<TemplateReport[]>;
  /** Every stamped service on the portal's machine, compared with its template. */
  services(): Promise<ServiceReport[]>;
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

  async *preview(request: PreviewRequest, signal: AbortSignal): AsyncGenerator<PreviewPart> {
    const response = await this.#response('preview', { ...postOf(request), signal });
    if (!response.body) throw new Error('The portal sent an empty answer.');
    for await (const line of jsonLines<PreviewLine>(response.body)) {
      if (line.part === 'error') throw new Error(line.message);
      yield line;
    }
  }

  async previewFile(request: PreviewFileRequest): Promise<string | undefined> {
    return (await this.#request<PreviewFileResponse>('preview/file', postOf(request))).text;
  }

  async templates(): Promise<TemplateReport[]> {
    return (await this.#request<TemplatesResponse>('templates')).templates;
  }

  async services(): Promise<ServiceReport[]> {
    return (await this.#request<ServicesResponse>('services')).services;
  }

  async #request<T>(route: string, init?: RequestInit): Promise<T> {
    return (await (await this.#response(route, init)).json()) as T;
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

function postOf(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
