import path from 'node:path';
import type { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION, type Entity, parseLocationRef } from '@backstage/catalog-model';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { readRemote, type RemoteReading } from '@goldpath/plugin-goldpath-node';
import { loadTemplate, type Template, TemplateError } from '@goldpath/template';
import { folderState } from '../templates/folderState.ts';

/** The services that {@link ServiceTemplates} uses. */
export interface ServiceTemplatesDeps {
  integrations: ScmIntegrationRegistry;
  logger: LoggerService;
  reader: UrlReaderService;
}

/** The templates from which services are stamped, read again only after a change. */
export class ServiceTemplates {
  readonly #deps: ServiceTemplatesDeps;
  /** by the location of the template */
  readonly #known = new Map<string, RemoteReading<Template | undefined>>();

  constructor(deps: ServiceTemplatesDeps) {
    this.#deps = deps;
  }

  /** The templates of entities by id. Those that cannot be stamped are left out. */
  async load(entities: readonly Entity[]): Promise<Map<string, Template>> {
    const locations = entities.map(({ metadata }) => metadata.annotations?.[ANNOTATION_LOCATION]);
    const distinct = new Set(locations.filter(location => location !== undefined));
    const loaded = await Promise.all([...distinct].map(location => this.#template(location)));
    const templates = loaded.filter(template => template !== undefined);
    return new Map(templates.map(template => [template.id, template]));
  }

  async #template(location: string): Promise<Template | undefined> {
    try {
      const known = this.#known.get(location);
      const reading = await this.#read(location, known);
      if (reading) this.#known.set(location, reading);
      return reading?.value;
    } catch (error) {
      this.#deps.logger.warn(
        `The template at ${location} cannot be compared with services: ${String(error)}`,
      );
      return this.#known.get(location)?.value;
    }
  }

  async #read(
    location: string,
    known: RemoteReading<Template | undefined> | undefined,
  ): Promise<RemoteReading<Template | undefined> | undefined> {
    const { type, target } = parseLocationRef(location);
    if (path.posix.basename(target) !== 'template.yaml') return undefined;
    if (type === 'file') {
      const folder = path.dirname(target);
      const { etag } = await folderState(folder).catch(() => ({ etag: '' }));
      return known?.etag === etag ? known : { etag, value: await stampable(folder) };
    }
    if (type !== 'url') return undefined;
    const url = this.#deps.integrations.resolveUrl({ url: '.', base: target });
    return readRemote(url, this.#deps.reader, known, stampable);
  }
}

/** The template of a folder; the page of the templates shows why one is not valid, and one without stamp.yaml has no services. */
async function stampable(folder: string): Promise<Template | undefined> {
  try {
    return await loadTemplate(folder);
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}
