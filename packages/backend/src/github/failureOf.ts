import type { GitHubRepository } from '@goldpath/plugin-goldpath-node';
import { GitHubAway } from './watchGitHub.ts';

/** Why a step failed. */
export interface Failure {
  /** such as "acme/desk already exists; choose another name" */
  clause: string;
  /** whether GitHub has answered: then a request that failed has created nothing */
  isAnswer: boolean;
}

/** The parts of the errors of Octokit, of isomorphic-git and of Node that say what happened. */
interface KnownError {
  message: string;
  status?: number;
  code?: string;
  data?: { statusCode?: number };
  cause?: unknown;
}

/** The reason why `publish:github` failed, without a period. */
export function failureOf(error: unknown, { host, owner, repo }: GitHubRepository): Failure {
  const known = error as KnownError;
  if (error instanceof GitHubAway) return { clause: known.message, isAnswer: false };
  const status = known.status ?? known.data?.statusCode;
  // Octokit reports a failed connection as status 500
  const { code } = (known.cause ?? (status === undefined ? known : {})) as Partial<KnownError>;
  const isDown = /fetch failed|timed? ?out|aborted|socket hang up/i.test(known.message);
  if (isDown || (code && /^(E[A-Z_]+|UND_ERR_.*)$/.test(code)))
    return { clause: `${host} does not answer (${code ?? known.message}); try again later`, isAnswer: false };
  const [line = ''] = known.message.split('\n');
  if (/already exists/.test(line))
    return { clause: `${owner}/${repo} already exists on ${host}; choose another name`, isAnswer: true };
  if (status === 401)
    return { clause: `${host} refuses the portal's token; ask for a new one`, isAnswer: true };
  if (status !== undefined && status >= 500)
    return { clause: `${host} answers with status ${status}; try again later`, isAnswer: true };
  return { clause: `${host} refuses: ${line.replace(/\.$/, '')}`, isAnswer: status !== undefined };
}
