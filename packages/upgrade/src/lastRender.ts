import { createHash } from 'node:crypto';
import type { Tree } from '@goldpath/files';
import { MANIFEST_PATH } from '@goldpath/template';
import { readBlobs } from './git/blobs.ts';
import { items, runGit } from './git/git.ts';
import { isRegular, storeTree, type TreeEntries, type TreeEntry } from './git/trees.ts';
import type { Service } from './service.ts';

/** The last render of a service: the base of its upgrade. */
export interface LastRender {
  /** by path from the root of the repository */
  entries: TreeEntries;
  /** files by where their last render was found; paths from the service's folder */
  found: Record<'history' | 'release', string[]>;
  /** files whose last render is not to be had; each that the team changed becomes a conflict */
  unknown: string[];
}

/** The contents of a released version of a template for the recorded answers; undefined when it cannot be stamped. */
export type StampRelease = (id: string, version: string) => Promise<Tree | undefined>;

/**
 * Finds each file of the last render by the hash that the manifest has of it: in the last commit, in the history of the
 * file, in the history of a file with the same ending of its path (the service was moved), and in the released version of
 * the template. So the base does not depend on a branch, a tag or the old template.
 */
export async function findLastRender(service: Service, stampRelease: StampRelease): Promise<LastRender> {
  const search = new Search(service);
  const { head, root, prefix, entries } = service;
  await search.add(prefixed(entries, prefix));
  const own = prefix === '' ? [] : ['--', prefix];
  if (search.missing().length > 0) await search.add(await historyOf(root, head, own, prefix));
  if (search.missing().length > 0 && prefix !== '') await search.add(await historyOf(root, head, [], ''));
  const history = search.foundFiles();

  if (search.missing().length > 0) {
    const { id, version } = service.manifest.template;
    const released = await stampRelease(id, version);
    if (released) await search.add([...(await storeTree(root, released, ''))]);
  }
  const known = new Set(history);
  return {
    entries: search.entries(),
    found: { history, release: search.foundFiles().filter(file => !known.has(file)) },
    unknown: search.missing(),
  };
}

/**
 * The modes with which files came into the history. The manifest does not record them, and the team can have changed the mode
 * of a file without its content.
 *
 * @param files - entries of the last render by path
 */
export async function firstModes(
  { root, head }: Service,
  files: ReadonlyMap<string, TreeEntry>,
): Promise<TreeEntries> {
  if (files.size === 0) return files;
  const modes = new Map(files);
  // the oldest is the last of the log
  for (const [file, entry] of await historyOf(root, head, ['--', ...files.keys()], '')) {
    const mode = files.get(file)?.id === entry.id ? entry.mode : '';
    if (mode.startsWith('100')) modes.set(file, entry);
  }
  return modes;
}

/** Candidates: a path from the service's folder or one that ends with it, and a content. */
type Candidates = (readonly [string, TreeEntry])[];

/** Looks for contents with the recorded hashes among candidates. */
class Search {
  readonly #service: Service;
  readonly #found = new Map<string, TreeEntry>();

  constructor(service: Service) {
    this.#service = service;
    const manifest = service.entries.get(service.prefix + MANIFEST_PATH);
    if (manifest) this.#found.set(MANIFEST_PATH, manifest);
  }

  missing(): string[] {
    return Object.keys(this.#service.manifest.files).filter(file => !this.#found.has(file));
  }

  foundFiles(): string[] {
    return [...this.#found.keys()];
  }

  entries(): TreeEntries {
    return new Map([...this.#found].map(([file, entry]) => [this.#service.prefix + file, entry]));
  }

  async add(candidates: Candidates): Promise<void> {
    const wanted = new Set(this.missing());
    const matching = candidates.flatMap(([file, entry]) =>
      endings(file)
        .filter(ending => wanted.has(ending) && isRegular(entry))
        .map(ending => ({ file: ending, entry })),
    );
    const contents = await readBlobs(
      this.#service.root,
      matching.map(({ entry }) => entry.id),
    );
    for (const { file, entry } of matching) {
      const content = contents.get(entry.id);
      if (content && sha256(content) === this.#service.manifest.files[file]) this.#found.set(file, entry);
    }
  }
}

/** A path, and what is left of it without each of its first folders. */
function endings(file: string): string[] {
  const parts = file.split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}

function prefixed(entries: TreeEntries, prefix: string): Candidates {
  return [...entries]
    .filter(([file]) => file.startsWith(prefix))
    .map(([file, entry]) => [file.slice(prefix.length), entry] as const);
}

/** Every version of every file in the history of a commit. */
async function historyOf(root: string, head: string, scope: string[], prefix: string): Promise<Candidates> {
  const args = ['--format=', '--raw', '--no-abbrev', '--no-renames', '--full-history', '-z'];
  const { stdout } = await runGit(root, ['-c', 'log.showRoot=true', 'log', ...args, head, ...scope]);
  const lines = items(stdout);
  const candidates: (readonly [string, TreeEntry])[] = [];
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const [before = '', after = '', idBefore = '', idAfter = ''] = (lines[index] ?? '')
      .trim()
      .slice(1)
      .split(' ');
    const file = (lines[index + 1] ?? '').slice(prefix.length);
    candidates.push([file, { mode: before, id: idBefore }], [file, { mode: after, id: idAfter }]);
  }
  return candidates;
}

/** SHA-256 (hex), as in the manifest. */
export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
