import { ResponseError } from '@backstage/errors';
import { createApiRef, type DiscoveryApi, type FetchApi } from '@backstage/frontend-plugin-api';
import type {
  TemplateReport,
  TemplatesResponse,
  ValidateRequest,
  ValidateResponse,
} from '@goldpath/plugin-goldpath-backend/api';

/** What is wrong with one answer; the message is to be read after the field's name. */
export type Problem = ValidateResponse['problems'][number];

/** Goldpath's own API. Every method throws an Error when the portal's server refuses or cannot be reached. */
export interface GoldpathApi {
  /** Judges the answers to a template of the catalog; those that are not given yet are missing. */
  problems(request: ValidateRequest): Promise<Problem[]>;
  /** Every template of the catalog, with what the lint has against its source. */
  templates(): Promise<TemplateReport[]>;
}

/** The ref of {@link GoldpathApi}. */
export const goldpathApiRef = createApiRef<GoldpathApi>().with({
  id: 'plugin.goldpath.api',
  pluginId: 'goldpath',
});

/** Talks to the portal's server. */
export class GoldpathClient implements GoldpathApi {
  readonly #discovery: DiscoveryApi;
  readonly #fetch: FetchApi;

  constructor(deps: { discovery: DiscoveryApi; fetch: FetchApi }) {
    this.#discovery = deps.discovery;
    this.#fetch = deps.fetch;
  }

  async problems(request: ValidateRequest): Promise<Problem[]> {
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

  async #request<T>(route: string, init?: RequestInit): Promise<T> {
    const response = await this.#fetch.fetch(
      `${await this.#discovery.getBaseUrl('goldpath')}/${route}`,
      init,
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return (await response.json()) as T;
  }
}
