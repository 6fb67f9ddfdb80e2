import { createHash } from 'node:crypto';
import path from 'node:path';
import type { GitHubServiceRepository } from '@goldpath/plugin-goldpath-node';
import { type Answers, AnswersError, type Manifest, MANIFEST_PATH, type Template } from '@goldpath/template';
import { contentHashes, parseManifest, render, type ServiceStatus, statusOf } from '@goldpath/upgrade';
import pLimit from 'p-limit';
import type { GitHubApi } from './GitHubApi.ts';
import { type Commit, headCommit } from './headCommit.ts';

/** GitHub refuses more concurrent requests of a token for a while. */
const CONCURRENT_REQUESTS = 8;

/** The fields that are used of https://docs.github.com/en/rest/git/trees, looked up 2026-11-28. */
interface GitTree {
  tree: { path: string; type: string; sha: string }[];
  truncated: boolean;
}

/** A service on GitHub, compared with its template. */
export interface GitHubService {
  status: ServiceStatus;
  /** ISO time */
  lastUpgrade?: string;
}

/**
 * Compares services on GitHub with their templates without a clone: by the hashes of git's tree and of the manifest. Only contents that
 * are in no render are read, each once for all services.
 */
export class GitHubServices {
  readonly #api: GitHubApi;
  readonly #limit = pLimit(CONCURRENT_REQUESTS);
  /** the hashes of contents as in a manifest, by git's hash of the blob */
  readonly #hashes = new Map<string, readonly string[]>();

  constructor(api: GitHubApi) {
    this.#api = api;
  }

  /**
   * Compares a service.
   *
   * @param offered - answers that an upgrade has for new questions
   * @returns undefined when it was not stamped: it has no manifest
   * @throws GitHubError
   */
  async compare(
    repository: GitHubServiceRepository,
    templates: ReadonlyMap<string, Template>,
    offered: Answers = {},
  ): Promise<GitHubService | undefined> {
    const { branch, folder } = repository;
    const head = await headCommit(this.#api, repository);
    if (!head) return undefined;
    const blobs = await this.#blobs(repository, head.commit.tree.sha);
    const manifestBlob = blobs.get(MANIFEST_PATH);
    if (manifestBlob === undefined) return undefined;
    const text = (await this.#content(repository, manifestBlob)).toString();
    await this.#learn(repository, blobs, text, templates);
    const status = await statusOf(
      {
        name: repository.url,
        readManifest: () => Promise.resolve(text),
        has: file => blobs.has(file),
        isUnchanged: (file, hash) => {
          const blob = blobs.get(file);
          return blob === undefined ? undefined : this.#hashes.get(blob)?.includes(hash);
        },
      },
      templates,
      offered,
    );
    const manifest = encodeURIComponent(path.posix.join(folder, MANIFEST_PATH));
    const changes = `/commits?sha=${encodeURIComponent(branch)}&path=${manifest}&per_page=2`;
    const keep = `changes of ${manifest}`;
    const [last, before] = (await this.#api.get<Commit[]>(repository, changes, { keep })) ?? [];
    return { status, ...(last && before && { lastUpgrade: last.commit.committer.date }) };
  }

  /** git's hashes of the files of a service, by their path from its folder. */
  async #blobs(repository: GitHubServiceRepository, sha: string): Promise<Map<string, string>> {
    const route = `/git/trees/${sha}?recursive=1`;
    const answer = await this.#api.get<GitTree>(repository, route, { keep: 'tree' });
    const prefix = repository.folder === '' ? '' : `${repository.folder}/`;
    const files = (answer?.tree ?? []).filter(
      ({ path: file, type }) => type === 'blob' && file.startsWith(prefix),
    );
    return new Map(files.map(({ path: file, sha: blob }) => [file.slice(prefix.length), blob]));
  }

  async #content(repository: GitHubServiceRepository, sha: string): Promise<Buffer> {
    const blob = await this.#api.get<{ content: string }>(repository, `/git/blobs/${sha}`);
    return Buffer.from(blob?.content ?? '', 'base64');
  }

  /** Learns the hashes of the service's files: from what its template results in, and of others from GitHub. */
  async #learn(
    repository: GitHubServiceRepository,
    blobs: ReadonlyMap<string, string>,
    text: string,
    templates: ReadonlyMap<string, Template>,
  ): Promise<void> {
    const manifest = parsed(text);
    if (!manifest) return;
    for (const content of renderedContents(manifest, templates)) this.#add(blobHash(content), content);
    const files = Object.keys(manifest.files).map(file => blobs.get(file));
    const unknown = new Set(files.filter(blob => blob !== undefined && !this.#hashes.has(blob)));
    await Promise.all(
      [...unknown].map(blob =>
        this.#limit(async () => this.#add(blob ?? '', await this.#content(repository, blob ?? ''))),
      ),
    );
  }

  #add(blob: string, content: Buffer): void {
    if (!this.#hashes.has(blob)) this.#hashes.set(blob, contentHashes(content));
  }
}

function parsed(text: string): Manifest | undefined {
  try {
    return parseManifest(text, '');
  } catch {
    // the comparison reports it
    return undefined;
  }
}

/** Returns the contents of the files that the present version of its template stamps for a service. */
function renderedContents(manifest: Manifest, templates: ReadonlyMap<string, Template>): Buffer[] {
  const template = templates.get(manifest.template.id);
  if (!template) return [];
  try {
    return [...render(template, manifest.answers).tree.values()].map(({ content }) => content);
  } catch (error) {
    if (error instanceof AnswersError) return [];
    throw error;
  }
}

/** git's hash of a content as a blob. */
function blobHash(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
