import type { ActionContext, TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  type GitHubAccess,
  gitHubProblem,
  gitHubRepository,
  type GitHubRepository,
  StepError,
} from '@goldpath/plugin-goldpath-node';
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
 * on GitHub, and what to do. Backstage's own waits for minutes when GitHub stops answering.
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
      const problem = await gitHubProblem(repository, access);
      if (problem) throw refusal(repository, problem, 'nothing');

      let progress: Progress = 'unknown';
      const watched = watchGitHub(() => gitHubProblem(repository, access), create);
      const observed: ActionContext<I, O> = {
        ...ctx,
        async checkpoint(options) {
          const value = await ctx.checkpoint(options);
          progress = 'created';
          watched.extend(push);
          return value;
        },
      };
      try {
        await Promise.race([action.handler(observed), watched.failure]);
      } catch (error) {
        const { clause, isAnswer } = failureOf(error, repository);
        const reached = progress === 'unknown' && isAnswer ? 'nothing' : progress;
        throw refusal(repository, clause, reached, error);
      } finally {
        watched.stop();
      }
    },
  };
}

/** The state of the repository on GitHub; unknown when a request that creates it had no answer. */
type Progress = 'nothing' | 'unknown' | 'created';

function refusal(
  { host, owner, repo }: GitHubRepository,
  clause: string,
  progress: Progress,
  cause?: unknown,
): StepError {
  const address = `https://${host}/${owner}/${repo}`;
  const next: Record<Progress, string> = {
    nothing: 'Nothing was created there. Create the service again when the cause is gone.',
    unknown: `GitHub may have received the request: if ${address} exists, delete it. Then create the service again.`,
    created: `${address} exists, but not all of its files do: delete it, then create the service again.`,
  };
  return new StepError(`${owner}/${repo} was not published: ${clause}. ${next[progress]}`, cause);
}
