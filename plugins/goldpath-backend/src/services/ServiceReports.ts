import path from 'node:path';
import type { BackstageCredentials, LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  type Entity,
  parseLocationRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ServiceReport } from '@goldpath/plugin-goldpath-common';
import { loadTemplate, type Template, TemplateError } from '@goldpath/template';
import { status } from '@goldpath/upgrade';
import { folderState } from '../templates/folderState.ts';

/** Compares the stamped services of the catalog with its templates, those on the portal's machine. */
export class ServiceReports {
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;
  /** by folder */
  readonly #templates = new Map<string, { etag: string; template: Template | undefined }>();

  constructor(deps: { catalog: CatalogService; logger: LoggerService }) {
    this.#catalog = deps.catalog;
    this.#logger = deps.logger;
  }

  /** Reports on every service that is visible with these credentials, by title. */
  async all(credentials: BackstageCredentials): Promise<ServiceReport[]> {
    const filter = [{ kind: 'Component' }, { kind: 'Template' }];
    const { items } = await this.#catalog.getEntities({ filter }, { credentials });
    const ofKind = (kind: string) => items.filter(entity => entity.kind === kind);
    const templates = await this.#load(ofKind('Template'));
    const reports: ServiceReport[] = [];
    for (const entity of ofKind('Component')) {
      const folder = localFolder(entity, 'catalog-info.yaml');
      if (folder !== undefined) reports.push(await report(entity, folder, templates));
    }
    return reports.sort((left, right) => left.title.localeCompare(right.title));
  }

  async #load(entities: readonly Entity[]): Promise<Map<string, Template>> {
    const folders = entities.map(entity => localFolder(entity, 'template.yaml'));
    const local = new Set(folders.filter(folder => folder !== undefined));
    const loaded = await Promise.all([...local].map(folder => this.#template(folder)));
    const templates = loaded.filter(template => template !== undefined);
    return new Map(templates.map(template => [template.id, template]));
  }

  /** The template of a folder, read again only after a change. */
  async #template(folder: string): Promise<Template | undefined> {
    const { etag } = await folderState(folder).catch(() => ({ etag: '' }));
    const known = this.#templates.get(folder);
    if (known?.etag === etag) return known.template;
    const template = await loadTemplate(folder).catch((error: unknown) => {
      // the page of the templates shows the problems; a template without stamp.yaml has no services to compare
      if (error instanceof TemplateError) return undefined;
      this.#logger.warn(`The template in ${folder} cannot be compared with services: ${String(error)}`);
      return undefined;
    });
    this.#templates.set(folder, { etag, template });
    return template;
  }
}

/** The folder of an entity's file on this machine. */
function localFolder({ metadata }: Entity, file: string): string | undefined {
  const location = metadata.annotations?.[ANNOTATION_LOCATION];
  if (location === undefined) return undefined;
  const { type, target } = parseLocationRef(location);
  if (type !== 'file' || path.basename(target) !== file) return undefined;
  return path.dirname(target);
}

async function report(
  entity: Entity,
  folder: string,
  templates: ReadonlyMap<string, Template>,
): Promise<ServiceReport> {
  const { name, title = name } = entity.metadata;
  const owner = entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)?.targetRef;
  const { dir: _dir, modified, newer, ...compared } = await status(folder, templates);
  return {
    entityRef: stringifyEntityRef(entity),
    title,
    ...(owner !== undefined && { owner }),
    folder,
    ...compared,
    modified: modified.map(({ file }) => file),
    newer: newer.map(({ text: _text, ...version }) => version),
  };
}
