import type { Entity } from '@backstage/catalog-model';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';

/** The annotation that plugins about GitHub read: `owner/repository`. */
const ANNOTATION_PROJECT_SLUG = 'github.com/project-slug';

/** Adds the repository of every component that is read from GitHub. */
export class ProjectSlugProcessor implements CatalogProcessor {
  readonly #integrations: ScmIntegrationRegistry;

  constructor(integrations: ScmIntegrationRegistry) {
    this.#integrations = integrations;
  }

  getProcessorName(): string {
    return 'goldpath-project-slug';
  }

  preProcessEntity(entity: Entity, { type, target }: { type: string; target: string }): Promise<Entity> {
    const { annotations } = entity.metadata;
    const isKnown = annotations?.[ANNOTATION_PROJECT_SLUG] !== undefined;
    const isOnGitHub = type === 'url' && this.#integrations.byUrl(target)?.type === 'github';
    if (entity.kind !== 'Component' || isKnown || !isOnGitHub) return Promise.resolve(entity);
    const [owner, repository] = new URL(target).pathname.split('/').filter(Boolean);
    if (owner === undefined || repository === undefined) return Promise.resolve(entity);
    const added = { [ANNOTATION_PROJECT_SLUG]: `${owner}/${repository}` };
    const metadata = { ...entity.metadata, annotations: { ...annotations, ...added } };
    return Promise.resolve({ ...entity, metadata });
  }
}
