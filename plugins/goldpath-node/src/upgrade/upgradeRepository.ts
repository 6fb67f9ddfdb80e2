import path from 'node:path';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { DEFAULT_NAMESPACE, type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { GithubCredentialsProvider } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { cloneRepo } from '@backstage/plugin-scaffolder-node';
import { describeAgain } from '@goldpath/infrastructure-docs';
import { type Answers, AnswersError, loadTemplate, type Manifest } from '@goldpath/template';
import {
  type NewAnswers,
  newQuestions,
  openService,
  releasedFiles,
  type Upgrade,
  upgrade,
} from '@goldpath/upgrade';
import { locationOf } from '../answers/stampedTemplate.ts';
import { StepError, withStepErrors } from '../stepError.ts';
import { type RemoteReader, templateFolder } from '../templateFolder.ts';
import { offeredAnswers } from './offeredAnswers.ts';
import { UnansweredError } from './UnansweredError.ts';
import type { GitHubServiceRepository, ServiceRepository } from './serviceRepository.ts';

/** The services that {@link upgradeRepository} uses. */
export interface UpgradeServices extends RemoteReader {
  catalog: CatalogService;
  github: GithubCredentialsProvider;
  /** the portal's own answers, by field */
  answers: Answers;
}

/** How {@link upgradeRepository} upgrades. */
export interface RepositoryUpgradeOptions {
  /** of the user, who must see the template in the catalog */
  credentials: BackstageCredentials;
  /** makes no branch */
  dryRun: boolean;
  /** creates an empty folder, which the caller removes */
  makeFolder: () => Promise<string>;
  /** answers to new questions, and those that are to change, by field */
  answers?: Answers;
  /** of the service, whose owner answers a new question for the owner */
  entity?: Entity | undefined;
  signal?: AbortSignal;
}

/** An upgrade, and the folder of the service in whose repository its tree is. */
export interface RepositoryUpgrade {
  folder: string;
  result: Upgrade;
}

/**
 * Merges the version of its template that the catalog has into a service. A repository on GitHub is cloned with its history, and
 * no branch is made in the clone: the changes are in the tree of the result. New questions that the person does not answer get the
 * answers of the portal, as in the form for a new service.
 *
 * @throws UnansweredError when the new form refuses the answers
 * @throws StepError when the service cannot be upgraded, with the next step
 */
export async function upgradeRepository(
  repository: ServiceRepository,
  services: UpgradeServices,
  options: RepositoryUpgradeOptions,
): Promise<RepositoryUpgrade> {
  const folder =
    repository.kind === 'local' ? repository.folder : await clone(repository, services, options.makeFolder);
  const { manifest } = await withStepErrors(() => openService(folder));
  const source = await templateEntity(manifest, services.catalog, options.credentials);
  const { type, target } = locationOf(source);
  const baseUrl = type === 'file' ? `file://${target}` : target;
  const templateDir = await templateFolder(baseUrl, '.', services, options.makeFolder);
  const { signal, entity, answers = {} } = options;
  const added: NewAnswers = { answers, offered: offeredAnswers(services.answers, entity) };
  const result = await withStepErrors(async () => {
    const template = await loadTemplate(templateDir);
    return upgrade(folder, template, {
      ...added,
      dryRun: options.dryRun || repository.kind === 'github',
      stampRelease: releasedFiles(path.dirname(templateDir), manifest.answers),
      generate: (dir, executed) => describeAgain(dir, { executed, signal }),
    }).catch((error: unknown) => {
      if (!(error instanceof AnswersError)) throw error;
      const { id, version } = manifest.template;
      const versions = { id, from: version, to: template.version };
      throw new UnansweredError(versions, newQuestions(template, manifest.answers, added), error);
    });
  }, signal);
  return { folder, result };
}

async function clone(
  { url, branch, folder }: GitHubServiceRepository,
  { github }: UpgradeServices,
  makeFolder: () => Promise<string>,
): Promise<string> {
  const { token } = await github.getCredentials({ url });
  const dir = await makeFolder();
  const auth = { username: 'x-access-token', password: token ?? '' };
  try {
    await cloneRepo({ url: `${url}.git`, dir, ref: branch, auth });
  } catch (error) {
    const reason = (error as Error).message;
    throw new StepError(
      `${url} could not be cloned: ${reason}. Check the portal's token for it (integrations.github).`,
      error,
    );
  }
  return path.join(dir, folder);
}

async function templateEntity(
  { template: { id } }: Manifest,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<Entity> {
  const ref = stringifyEntityRef({ kind: 'Template', namespace: DEFAULT_NAMESPACE, name: id });
  const entity = await catalog.getEntityByRef(ref, { credentials });
  if (entity) return entity;
  throw new StepError(`${ref}, from which the service was stamped, is not in the catalog.`);
}
