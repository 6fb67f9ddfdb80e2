import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { UserError } from '@goldpath/diagnostics';

/** git refused a command. The message has its own last words. */
export class GitError extends UserError {
  override name = 'GitError';
}

/** Options of {@link runGit}. */
export interface GitOptions {
  /** written to git's standard input */
  input?: string | Buffer;
  env?: Record<string, string>;
  /** exit codes that are an answer, not an error; 0 without it */
  accept?: readonly number[];
  signal?: AbortSignal;
}

/** The output of git, and its exit code, which is one of the accepted ones. */
export interface GitResult {
  stdout: Buffer;
  code: number;
}

/**
 * Runs git with arguments, without a shell. Paths are literal, never patterns, and nothing is asked on the terminal.
 *
 * @param dir - a folder of the repository
 * @throws GitError when git cannot be started or refuses
 */
export async function runGit(dir: string, args: string[], options: GitOptions = {}): Promise<GitResult> {
  const { input = '', env, accept = [0], signal } = options;
  const child = spawn('git', ['--literal-pathspecs', '-c', 'core.quotePath=false', ...args], {
    cwd: dir,
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', ...env },
    signal,
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
  // git may end before it has read everything; its exit code says why
  child.stdin.on('error', () => undefined).end(input);
  const [code, stdout, stderr] = await Promise.all([
    ended.catch((error: Error) => {
      signal?.throwIfAborted();
      throw new GitError(`git could not be started in ${dir}: ${error.message}. Install git 2.38 or later.`);
    }),
    buffer(child.stdout),
    buffer(child.stderr),
  ]);
  if (accept.includes(code)) return { stdout, code };
  throw new GitError(`git ${args[0]} failed: ${stderr.toString().trim() || `exit code ${code}`}`);
}

/** The output of git as text, without white space at its ends. */
export async function git(dir: string, args: string[], options: GitOptions = {}): Promise<string> {
  const { stdout } = await runGit(dir, args, options);
  return stdout.toString().trim();
}

/** The items of git's output with `-z`. */
export function items(output: Buffer): string[] {
  const all = output.toString().split('\0');
  if (all.at(-1) === '') all.pop();
  return all;
}
