import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Account, Result } from '../account.ts';
import { answers } from '../answers.ts';
import { npmCache } from '../folders.ts';
import { readJob } from './pipeline.ts';

/** GitLab's runner, for the jobs of one pipeline: they get the files and variables of earlier jobs. */
export class Runner {
  readonly #account: Account;
  readonly #commit: string;
  readonly #artifacts: string;
  readonly #files: string[] = [];
  readonly #variables: Record<string, string> = {};

  private constructor(account: Account, commit: string) {
    this.#account = account;
    this.#commit = commit;
    this.#artifacts = path.join(account.folder, 'gitlab', commit);
  }

  /** Starts a pipeline for the newest commit of the account's clone. */
  static async start(account: Account): Promise<Runner> {
    const { output } = await account.shell('git rev-parse HEAD');
    return new Runner(account, output.trim());
  }

  /**
   * Runs the commands of a job on this machine, in a clean clone, as the shell of GitLab's runner does.
   *
   * @param variables - of the project, of its environments and of this pipeline
   */
  async run(name: string, variables: Record<string, string>): Promise<Result> {
    const { clone } = this.#account;
    const text = await readFile(path.join(clone, '.gitlab-ci.yml'), 'utf8');
    const job = readJob(text, name, this.#predefined(name, variables));
    await this.#account.shell('git clean --quiet --force --force -d -x');
    for (const file of this.#files) await cp(path.join(this.#artifacts, file), path.join(clone, file));
    const script = ['set -eo pipefail', ...job.commands].join('\n');
    const result = await this.#account.shell(script, undefined, {
      ...job.variables,
      ...this.#variables,
      // the cache of the runner
      npm_config_cache: npmCache,
    });
    if (result.code === 0) await this.#keep(job.files, job.dotenv);
    return result;
  }

  #predefined(name: string, variables: Record<string, string>): Record<string, string> {
    return {
      CI_JOB_NAME: name,
      CI_JOB_ID: '1',
      CI_COMMIT_SHA: this.#commit,
      CI_PROJECT_DIR: this.#account.clone,
      CI_PROJECT_URL: `https://gitlab.com/acme-works/${answers.name}`,
      AWS_TOKEN: 'a-token-of-gitlab',
      ...variables,
    };
  }

  async #keep(files: readonly string[], dotenv: string | undefined): Promise<void> {
    const { clone } = this.#account;
    await mkdir(this.#artifacts, { recursive: true });
    for (const file of files) {
      await cp(path.join(clone, file), path.join(this.#artifacts, file));
      this.#files.push(file);
    }
    if (!dotenv) return;
    for (const line of (await readFile(path.join(clone, dotenv), 'utf8')).trim().split('\n')) {
      const [key = ''] = line.split('=', 1);
      this.#variables[key] = line.slice(key.length + 1);
    }
    await rm(path.join(clone, dotenv));
  }
}
