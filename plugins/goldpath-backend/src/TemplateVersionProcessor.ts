import type { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { versionIn, withVersion } from './templateEntities.ts';

/** Adds the version in the `stamp.yaml` beside a template that is read from git. */
export class TemplateVersionProcessor implements CatalogProcessor {
  readonly #reader: UrlReaderService;
  readonly #logger: LoggerService;
  readonly #page: string | undefined;

  /** @param page - absolute URL of the portal's page "Templates", for the link on cards */
  constructor(reader: UrlReaderService, logger: LoggerService, page: string | undefined) {
    this.#reader = reader;
    this.#logger = logger;
    this.#page = page;
  }

  getProcessorName(): string {
    return 'goldpath-template-version';
  }

  async preProcessEntity(
    entity: Entity,
    { type, target }: { type: string; target: string },
  ): Promise<Entity> {
    if (entity.kind !== 'Template' || type !== 'url') return entity;
    const version = await this.#versionBeside(target);
    return version === undefined ? entity : withVersion(entity, version, this.#page);
  }

  async #versionBeside(target: string): Promise<string | undefined> {
    const file = new URL('stamp.yaml', target).toString();
    try {
      const response = await this.#reader.readUrl(file);
      return versionIn((await response.buffer()).toString());
    } catch (error) {
      // a template that is stamped in another way has no such file; the template itself is more important than its version
      if ((error as Error).name !== 'NotFoundError')
        this.#logger.warn(
          `${file} cannot be read, so the template is shown without its version: ${String(error)}`,
        );
      return undefined;
    }
  }
}
