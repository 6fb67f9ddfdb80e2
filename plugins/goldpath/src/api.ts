import { ResponseError } from '@backstage/errors';
import { createApiRef, type DiscoveryApi, type FetchApi } from '@backstage/frontend-plugin-api';
import type {
  AnswerProblem,
  ServiceReport,
  ServicesResponse,
  TemplateReport,
  TemplatesResponse,
  ValidateRequest,
  ValidateResponse,
} from '@goldpath/plugin-goldpath-common';

/** Goldpath's own API. Every method throws an Error when the portal's backend refuses or cannot be reached. */
export interface GoldpathApi {
  /** Validates the answers to a template of the catalog. */
  validate(request: ValidateRequest): Promise<AnswerProblem[]>;
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
    const { problems } = await this.#request<ValidateResponse>('validate', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    return problems;
  }

  async templates(): Promise<TemplateReport[]> {
    return (await this.#request<TemplatesResponse>('templates')).templates;
  }

  async services(): Promise<ServiceReport[]> {
    return (await this.#request<ServicesResponse>('services')).services;
  }

  async #request<T>(route: string, init?: RequestInit): Promise<T> {
    const response = await this.#fetch.fetch(
      `${await this.#discovery.getBaseUrl('goldpath')}/${route}`,
      init,
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return (await response.json()) as T;
  }
}
