import { answerProblem, connectionProblem, type GitHubRepository } from '@goldpath/plugin-goldpath-node';
import { GitHubAway } from './watchGitHub.ts';

/** The parts of the errors of Octokit, of isomorphic-git and of Node that say what happened. */
interface KnownError extends Error {
  /** of an answer, or 500 when Octokit had none */
  status?: number;
  response?: { headers?: Record<string, string> };
  data?: { statusCode?: number };
  code?: string;
}

/** The names that Node gives to the error of a request that was ended before its answer. */
const ended = ['AbortError', 'TimeoutError'];

/**
 * The reason why `publish:github` failed, in a clause: from the status of GitHub's answer or the code of the connection where the
 * error has one, and the error's own words otherwise.
 */
export function failureOf(error: unknown, { host }: Pick<GitHubRepository, 'host'>): string {
  if (error instanceof GitHubAway) return error.message;
  const chain = [...causes(error)];
  const broken = chain.find(one => ended.includes(one.name) || isConnectionCode(codeOf(one)));
  if (broken) return connectionProblem(host, broken);
  const [{ message, status, data, response }] = chain as [KnownError];
  const answer = status ?? data?.statusCode;
  const headers = new Headers(response?.headers);
  const [line = ''] = message.split('\n');
  const words = line.replace(/\.$/, '');
  if (answer === undefined) return words;
  return answerProblem(host, { status: answer, headers }) ?? `${host} refuses: ${words}`;
}

/** The code of an error; Octokit's have their status there, which is deprecated. */
const codeOf = (error: KnownError) => (error.status === undefined ? error.code : undefined);

/** Codes of Node (https://nodejs.org/api/errors.html#common-system-errors) and of its `fetch`, looked up 2026-11-29. */
const isConnectionCode = (code: unknown) =>
  typeof code === 'string' && /^(?:E[A-Z_]+|UND_ERR_\w+)$/.test(code) && !code.startsWith('ERR_');

/** An error, its cause, the cause of that, and so on. */
function* causes(error: unknown): Generator<KnownError> {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    yield current;
    current = current.cause;
  }
}
