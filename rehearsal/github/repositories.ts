import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { x } from 'tinyexec';

/** An account on GitHub. */
export interface Owner {
  login: string;
  id: number;
  type: 'Organization';
}

/** The fields of a repository that `publish:github` and the runbook read, and the settings it was created with. */
export interface Repository {
  id: number;
  name: string;
  full_name: string;
  owner: Owner;
  /** the address in a browser */
  html_url: string;
  /** the address for git */
  clone_url: string;
  /** the fields of the request that created it */
  settings: Record<string, unknown>;
  /** by branch */
  protection: Record<string, unknown>;
}

/** Bare repositories in a folder, and what GitHub knows of them. */
export class Repositories {
  readonly #folder: string;
  readonly #url: string;
  readonly #known = new Map<string, Repository>();

  constructor(folder: string, url: string) {
    this.#folder = folder;
    this.#url = url;
  }

  /** An organization. Every name is one. */
  owner(login: string): Owner {
    return { login, id: numberOf(login), type: 'Organization' };
  }

  find(owner: string, name: string): Repository | undefined {
    return this.#known.get(keyOf(owner, name));
  }

  /** The bare repository of a name, as a folder. */
  folderOf(owner: string, name: string): string {
    return path.join(this.#folder, owner, `${name}.git`);
  }

  async create(owner: string, name: string, settings: Record<string, unknown>): Promise<Repository> {
    const folder = this.folderOf(owner, name);
    await mkdir(folder, { recursive: true });
    await git(folder, 'init', '--bare', '--quiet', '--initial-branch=main');
    await git(folder, 'config', 'http.receivepack', 'true');
    const repository: Repository = {
      id: numberOf(keyOf(owner, name)),
      name,
      full_name: `${owner}/${name}`,
      owner: this.owner(owner),
      html_url: `https://github.com/${owner}/${name}`,
      clone_url: `${this.#url}/${owner}/${name}.git`,
      settings,
      protection: {},
    };
    this.#known.set(keyOf(owner, name), repository);
    return repository;
  }

  /** The content of a file at a branch or commit, or undefined when there is none. */
  async read(owner: string, name: string, ref: string, file: string): Promise<Buffer | undefined> {
    if (!this.find(owner, name)) return undefined;
    const { exitCode, stdout } = await x('git', ['show', `${ref}:${file}`], {
      nodeOptions: { cwd: this.folderOf(owner, name) },
    });
    return exitCode === 0 ? Buffer.from(stdout) : undefined;
  }
}

/** GitHub's names ignore case. */
const keyOf = (owner: string, name: string) => `${owner}/${name}`.toLowerCase();

/** A number with eight digits that is always the same for a name. */
function numberOf(name: string): number {
  let number = 0;
  for (const character of name) number = (number * 31 + (character.codePointAt(0) ?? 0)) % 89_999_999;
  return 10_000_000 + number;
}

async function git(cwd: string, ...args: string[]): Promise<void> {
  await x('git', args, { nodeOptions: { cwd }, throwOnError: true });
}
