import type { Diagnostic } from '@goldpath/diagnostics';
import type { Answers, Template } from '@goldpath/template';
import { git, runGit } from './git/git.ts';
import { renderTitle } from './finishUpgrade.ts';
import { findLastRender, type LastRender, type StampRelease } from './lastRender.ts';
import { hasConflicts, mergeRender, type MergedRender } from './mergeRender.ts';
import { render } from './render.ts';
import type { Resolution } from './resolve.ts';
import { openService, type Service, ServiceError } from './service.ts';
import { withTeamFiles } from './teamFiles.ts';
import { type Verified, verify, type VerifyOptions } from './verify/verify.ts';

/** The result of an upgrade. */
export interface Upgrade {
  /** `current`: there is nothing to do, and nothing was written */
  outcome: 'current' | 'merged' | 'conflicts';
  template: { id: string; from: string; to: string };
  /** the branch that was made; undefined for a dry run and for a service that is current */
  branch?: string;
  /** the commit of the merge */
  commit?: string;
  /** how many files of the base were found where */
  base: { history: number; release: number; unknown: string[] };
  resolutions: Resolution[];
  /** paths that differ from the team's last commit, with git's letter for the change */
  changes: { status: string; file: string }[];
  /** problems that the merged service has and the team's last commit does not */
  problems: Diagnostic[];
  /** lockfiles that were made again */
  remade: string[];
  /** recorded answers that the form no longer has */
  dropped: string[];
  /** questions that are new and were answered with their defaults */
  defaulted: string[];
}

export interface UpgradeOptions extends VerifyOptions {
  /** answers to new questions, and those that are to change */
  answers?: Answers;
  /** stamps a released version, for files whose last render is not in the history */
  stampRelease?: StampRelease;
  /** makes no branch */
  dryRun?: boolean;
}

/**
 * Upgrades a service to a version of its template, on a new branch `goldpath/<template>-<version>`: one merge commit whose
 * parents are the team's last commit and the new render. The working tree, the index and the branch that is checked out are
 * not changed.
 *
 * @param dir - the folder of the service
 * @throws ServiceError when it is not a stamped service in a git repository, or the branch exists
 * @throws AnswersError when the new form refuses the recorded answers
 */
export async function upgrade(
  dir: string,
  template: Template,
  options: UpgradeOptions = {},
): Promise<Upgrade> {
  const service = await openService(dir);
  refuseOther(service, template);
  const rendered = render(template, service.manifest.answers, options.answers);
  const exists = (file: string) => service.entries.has(service.prefix + file);
  const next = withTeamFiles(service.manifest, rendered, exists);
  const from = service.manifest.template.version;
  const common = {
    template: { id: template.id, from, to: template.version },
    dropped: next.dropped,
    defaulted: next.defaulted,
  };
  if (isSameRender(service, next.manifest)) {
    const base = { history: 0, release: 0, unknown: [] };
    return { ...common, outcome: 'current', base, ...nothing };
  }
  const branch = `goldpath/${template.id}-${template.version}`;
  if (!options.dryRun) await refuseBranch(service, branch);
  const last = await findLastRender(service, options.stampRelease ?? (() => Promise.resolve(undefined)));
  const title = `${renderTitle(template.id, template.version)}\n`;
  const merged = await mergeRender(service, last, next, title);
  const isConflicting = hasConflicts(merged.resolutions);
  // a person changes a merge with conflicts before it is complete
  const verified: Verified = isConflicting
    ? { tree: merged.tree, problems: [], remade: [] }
    : await verify(service, merged, options);
  merged.tree = verified.tree;
  return {
    ...common,
    outcome: isConflicting ? 'conflicts' : 'merged',
    base: baseOf(last, next.kept),
    resolutions: merged.resolutions,
    changes: await changesBetween(service, merged.tree),
    problems: verified.problems,
    remade: verified.remade,
    ...(!options.dryRun && (await land(service, merged, branch, common.template))),
  };
}

/** Of a service that is current. */
const nothing = { resolutions: [], changes: [], problems: [], remade: [] };

function refuseOther({ manifest, root, prefix }: Service, template: Template): void {
  if (manifest.template.id === template.id) return;
  throw new ServiceError(
    `${root}/${prefix} was stamped from ${manifest.template.id}, not from ${template.id}; upgrade it with its own template.`,
  );
}

/** By contents: two releases can have the same number by mistake, and one release can change nothing for these answers. */
function isSameRender({ manifest }: Service, next: Service['manifest']): boolean {
  return JSON.stringify(manifest) === JSON.stringify(next);
}

async function refuseBranch({ root }: Service, branch: string): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const { code } = await runGit(root, ['show-ref', '--verify', '--quiet', ref], { accept: [0, 1] });
  if (code === 1) return;
  throw new ServiceError(
    `The branch ${branch} exists already. Merge it, or delete it with "git branch -D ${branch}", and upgrade again.`,
  );
}

function baseOf({ found, unknown }: LastRender, kept: readonly string[]): Upgrade['base'] {
  return {
    history: found.history.length,
    release: found.release.length,
    unknown: unknown.filter(file => !kept.includes(file)),
  };
}

async function changesBetween({ root, head }: Service, tree: string): Promise<Upgrade['changes']> {
  const output = await git(root, ['diff-tree', '-r', '--no-renames', '--name-status', '-z', head, tree]);
  const parts = output.split('\0');
  const changes: Upgrade['changes'] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    changes.push({ status: parts[index] ?? '', file: parts[index + 1] ?? '' });
  }
  return changes;
}

/** Makes the branch with the merge commit, by the person of git's settings where there is one. */
async function land(
  { root, head }: Service,
  { tree, render: rendered, resolutions }: MergedRender,
  branch: string,
  { id, from, to }: Upgrade['template'],
): Promise<{ branch: string; commit: string }> {
  const lines = resolutions.map(({ file, outcome, reason }) => `- ${file}: ${outcome}; ${reason}`);
  const message = [
    `Upgrade ${id} from ${from} to ${to}`,
    ...(lines.length > 0 ? ['', ...lines] : []),
    '',
  ].join('\n');
  const identity = await git(root, ['config', 'user.email'], { accept: [0, 1] });
  const own = identity === '' ? ['-c', 'user.name=Goldpath', '-c', 'user.email=goldpath@localhost'] : [];
  const args = [...own, 'commit-tree', tree, '-p', head, '-p', rendered, '-F', '-'];
  const commit = await git(root, args, { input: message });
  // the zeros make git refuse when the branch has come into being meanwhile
  await git(root, ['update-ref', `refs/heads/${branch}`, commit, '0'.repeat(commit.length)]);
  return { branch, commit };
}
