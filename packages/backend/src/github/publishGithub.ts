import type { ActionContext, TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  type GitHubAccess,
  gitHubProblem,
  gitHubRepository,
  type GitHubRepository,
  repositoryPresence,
  StepError,
} from '@goldpath/plugin-goldpath-node';
import { portableNameProblem } from '@goldpath/template';
import { failureOf } from './failureOf.ts';
import { watchGitHub } from './watchGitHub.ts';

/** The limits of a step, in milliseconds. */
export interface Limits {
  /** until the repository exists */
  create: number;
  /** until its files are pushed */
  push: number;
}

const limits: Limits = { create: 9_000, push: 30_000 };

/**
 * Returns Backstage's action `publish:github` with its schema, but with failures of GitHub in a sentence: it says what exists
 * on GitHub, and what to do. Backstage's own waits for minutes when GitHub stops answering, and cannot be retried once it has
 * pushed. A repository that exists already is never used.
 *
 * @param action - the result of `createPublishGithubAction`
 */
export function publishGithub<I extends JsonObject & { repoUrl: string }, O extends JsonObject>(
  action: TemplateAction<I, O>,
  access: GitHubAccess,
  { create, push } = limits,
): TemplateAction<I, O> {
  return {
    ...action,
    async handler(ctx) {
      const repository = gitHubRepository(ctx.input.repoUrl, access);
      // the action itself refuses it
      if (!repository) return action.handler(ctx);
      const name = portableNameProblem(repository.repo);
      if (name !== undefined) throw refusal(repository, `its name ${name}; choose another name`, 'nothing');
      const outputs = await ctx.checkpoint({
        key: `published.${repository.owner}.${repository.repo}`,
        fn: () => publish(action, ctx, { repository, access, limits: { create, push } }),
      });
      for (const [key, value] of Object.entries(outputs)) ctx.output(key, value as O[string]);
    },
  };
}

interface Publishing {
  repository: GitHubRepository;
  access: GitHubAccess;
  limits: Limits;
}

/** Runs Backstage's action, and returns its outputs. */
async function publish<I extends JsonObject, O extends JsonObject>(
  action: TemplateAction<I, O>,
  ctx: ActionContext<I, O>,
  { repository, access, limits: { create, push } }: Publishing,
): Promise<JsonObject> {
  const problem = await gitHubProblem(repository, access);
  if (problem) throw refusal(repository, problem, 'nothing');
  const before = await repositoryPresence(repository, access);
  const outputs: JsonObject = {};
  let isCreated = false;
  const watched = watchGitHub(() => gitHubProblem(repository, access), create);
  const observed: ActionContext<I, O> = {
    ...ctx,
    output: (key, value) => void (outputs[key as string] = value),
    async checkpoint({ key, fn }) {
      const value = await createOnce(ctx, before, { key, fn }, repository);
      isCreated = true;
      watched.extend(push);
      return value;
    },
  };
  try {
    await Promise.race([action.handler(observed), watched.failure]);
    return outputs;
  } catch (error) {
    if (error instanceof StepError) throw error;
    const progress = isCreated ? 'created' : await progressAfterCreation(repository, access);
    throw refusal(repository, failureOf(error, repository), progress, error);
  } finally {
    watched.stop();
  }
}

/** Creates the repository, unless an earlier run of the task has created it and it still exists. */
async function createOnce<T extends JsonValue | void>(
  { checkpoint }: Pick<ActionContext<JsonObject, JsonObject>, 'checkpoint'>,
  before: 'exists' | 'missing' | 'unknown',
  { key, fn }: { key: string; fn: () => Promise<T> | T },
  repository: GitHubRepository,
): Promise<T> {
  let isCreatedNow = false;
  const create = () => {
    isCreatedNow = true;
    const { host, owner, repo } = repository;
    if (before !== 'exists') return fn();
    throw refusal(repository, `${owner}/${repo} already exists on ${host}; choose another name`, 'nothing');
  };
  const value = await checkpoint({ key, fn: create });
  // the user has deleted it before the retry
  if (!isCreatedNow && before === 'missing') return fn();
  return value;
}

/** The state of the repository on GitHub; unknown when a request that creates it may have arrived. */
type Progress = 'nothing' | 'unknown' | 'created';

async function progressAfterCreation(repository: GitHubRepository, access: GitHubAccess): Promise<Progress> {
  const presence = await repositoryPresence(repository, access);
  return presence === 'missing' ? 'nothing' : 'unknown';
}

function refusal(
  { host, owner, repo }: GitHubRepository,
  clause: string,
  progress: Progress,
  cause?: unknown,
): StepError {
  const address = `https://${host}/${owner}/${repo}`;
  const next: Record<Progress, string> = {
    nothing: 'Nothing was created there. Create the service again when the cause is gone.',
    unknown: `GitHub may have received the request: if ${address} exists and is empty, delete it. Then create the service again.`,
    created: `${address} was created by this task and exists without all of its files. Start the task again with Retry, which continues with it, or delete it.`,
  };
  return new StepError(`${owner}/${repo} was not published: ${clause}. ${next[progress]}`, cause);
}
