import type { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { type Manifest, MANIFEST_PATH } from '@goldpath/template';
import { stampedTemplate, withStampedTemplate } from './repositoryEntities.ts';

/** Milliseconds until the manifest of a repository is read again. */
const INTERVAL = 5 * 60_000;

interface Reading {
  /** in milliseconds since the epoch */
  time: number;
  result: Promise<{ etag?: string | undefined; template?: Manifest['template'] | undefined }>;
}

/**
 * Annotates the entities of stamped repositories that are not on this machine with their template and version, from the manifest beside
 * their catalog file. The entities of a repository share one request, and a manifest that has not changed is not sent again.
 */
export class StampedTemplateProcessor implements CatalogProcessor {
  readonly #reader: UrlReaderService;
  readonly #logger: LoggerService;
  /** by the URL of the manifest */
  readonly #readings = new Map<string, Reading>();

  constructor(reader: UrlReaderService, logger: LoggerService) {
    this.#reader = reader;
    this.#logger = logger;
  }

  getProcessorName(): string {
    return 'goldpath-stamped-template';
  }

  async preProcessEntity(
    entity: Entity,
    { type, target }: { type: string; target: string },
  ): Promise<Entity> {
    if (type !== 'url' || entity.kind === 'Template' || entity.kind === 'Location') return entity;
    const { template } = await this.#read(new URL(MANIFEST_PATH, target).toString());
    return template ? withStampedTemplate(entity, template) : entity;
  }

  #read(url: string): Reading['result'] {
    const known = this.#readings.get(url);
    if (known && Date.now() - known.time < INTERVAL) return known.result;
    const reading = { time: Date.now(), result: this.#readAgain(url, known?.result) };
    this.#readings.set(url, reading);
    return reading.result;
  }

  async #readAgain(url: string, last: Reading['result'] | undefined): Reading['result'] {
    const known = (await last) ?? {};
    try {
      const { etag } = known;
      const response = await this.#reader.readUrl(url, etag === undefined ? {} : { etag });
      return { etag: response.etag, template: stampedTemplate((await response.buffer()).toString()) };
    } catch (error) {
      const { name } = error as Error;
      // a repository that was not stamped
      if (name === 'NotFoundError') return {};
      // the entity itself is more important than its version
      if (name !== 'NotModifiedError')
        this.#logger.warn(`${url} cannot be read, so its entities keep their last version: ${String(error)}`);
      return known;
    }
  }
}
