import type { UrlReaderService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import {
  localFolder,
  locationOf,
  readRemote,
  type RemoteReading,
  stampedFolder,
  stepsOf,
  withStepErrors,
} from '@goldpath/plugin-goldpath-node';
import { loadTemplate, type Template } from '@goldpath/template';
import { folderState } from '../templates/folderState.ts';

/** The templates of the catalog that `goldpath:stamp` stamps, read again only after a change. */
export class StampedTemplates {
  readonly #deps: { integrations: ScmIntegrationRegistry; reader: UrlReaderService };
  /** by the folder or its URL */
  readonly #known = new Map<string, RemoteReading<Template>>();

  constructor(deps: { integrations: ScmIntegrationRegistry; reader: UrlReaderService }) {
    this.#deps = deps;
  }

  /**
   * The template of an entity, and its steps.
   *
   * @throws InputError when it does not stamp the answers of its form
   * @throws StepError when it is not valid
   */
  async load(entity: Entity): Promise<{ template: Template; steps: unknown }> {
    const steps = stepsOf(entity);
    const relative = stampedFolder(steps);
    if (relative === undefined)
      throw new InputError(
        `${entity.metadata.name} has no preview: its steps do not stamp the answers of the form (goldpath:stamp)`,
      );
    const { type, target } = locationOf(entity);
    const template = await withStepErrors(() =>
      type === 'file'
        ? this.#local(localFolder(`file://${target}`, relative))
        : this.#remote(target, relative),
    );
    return { template, steps };
  }

  async #local(folder: string): Promise<Template> {
    const { etag } = await folderState(folder);
    const known = this.#known.get(folder);
    if (known?.etag === etag) return known.value;
    const value = await loadTemplate(folder);
    this.#known.set(folder, { etag, value });
    return value;
  }

  async #remote(target: string, relative: string): Promise<Template> {
    const url = this.#deps.integrations.resolveUrl({ url: relative, base: target });
    const reading = await readRemote(url, this.#deps.reader, this.#known.get(url), loadTemplate);
    this.#known.set(url, reading);
    return reading.value;
  }
}
