import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import type { Template } from '@goldpath/template';
import { git } from './git/git.ts';
import { renderTitle } from './finishUpgrade.ts';
import { land, refuseBranch } from './land.ts';
import { findLastRender, type LastRender, type StampRelease } from './lastRender.ts';
import { hasConflicts, mergeRender, type MergedRender } from './mergeRender.ts';
import { loadMigrations } from './migrations/loadMigrations.ts';
import { migrateEntries, migrateService } from './migrations/migrate.ts';
import type { VersionMigration } from './migrations/migration.ts';
import { renderForService } from './renderForService.ts';
import type { Resolution } from './resolve.ts';
import type { NewAnswers, NewQuestion } from './newQuestions.ts';
import { openService, type Service, ServiceError } from './service.ts';
import { type UnansweredQuestion, unansweredQuestions } from './unansweredQuestions.ts';
import type { TeamRender } from './teamFiles.ts';
import { changedPrograms } from './verify/changedPrograms.ts';
import { Programs } from './verify/programs.ts';
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
  /** the merged tree; undefined when the service is current */
  tree?: string;
  /** how many files of the base were found where */
  base: { history: number; release: number; unknown: string[] };
  resolutions: Resolution[];
  /** paths that differ from the team's last commit, with git's letter for the change */
  changes: { status: string; file: string }[];
  /** problems that the merged service has and the team's last commit does not */
  problems: Diagnostic[];
  /** the migrations of versions that were applied, with their notes for people */
  migrations: { version: string; notes: string }[];
  /** lockfiles that were made again */
  remade: string[];
  /** recorded answers that the form no longer has */
  dropped: string[];
  /** questions of the form that the service had not answered, with the answers that they have now */
  questions: NewQuestion[];
  /** questions without an answer, whose files the service has and the template leaves out now */
  unanswered: UnansweredQuestion[];
}

export interface UpgradeOptions extends VerifyOptions, NewAnswers {
  /** stamps a released version, for files whose last render is not in the history */
  stampRelease?: StampRelease;
  /** the folder of the template's migrations; that of the template without it */
  migrations?: string;
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
  const stamped = await openService(dir);
  const { service, next, migrations } = await prepare(stamped, template, options);
  const common: Pick<Upgrade, 'template' | 'dropped' | 'questions' | 'unanswered'> = {
    template: { id: template.id, from: stamped.manifest.template.version, to: template.version },
    dropped: next.dropped,
    questions: next.questions,
    unanswered: unansweredQuestions(template, stamped.manifest, next),
  };
  if (isSameRender(stamped, next.manifest)) return { ...common, outcome: 'current', ...nothing };
  const branch = `goldpath/${template.id}-${template.version}`;
  if (!options.dryRun) await refuseBranch(service, branch);
  const last = await findLastRender(stamped, options.stampRelease ?? (() => Promise.resolve(undefined)));
  last.entries = await migrateEntries(service, last.entries, migrations);
  const title = `${renderTitle(template.id, template.version)}\n`;
  const { merged, verified } = await withPrograms(service, async programs => {
    // executed while the service is merged
    if (!options.skipCheck) programs.begin(programsChangedBy(stamped, next));
    const merge = await mergeRender(service, last, next, title);
    return { merged: merge, verified: await verifyMerge(service, merge, options, programs) };
  });
  const { tree } = verified;
  const landing = { ...merged, tree, branch, ...textsOf(common.template, migrations) };
  return {
    ...common,
    outcome: hasConflicts(merged.resolutions) ? 'conflicts' : 'merged',
    tree,
    base: baseOf(last, next.kept),
    resolutions: merged.resolutions,
    changes: await changesBetween(service, tree),
    problems: verified.problems,
    remade: verified.remade,
    migrations: migrations.map(({ version, notes }) => ({ version, notes })),
    ...(!options.dryRun && (await land(service, landing))),
  };
}

interface Prepared {
  /** with the migrations */
  service: Service;
  next: TeamRender;
  migrations: VersionMigration[];
}

async function prepare(stamped: Service, template: Template, options: UpgradeOptions): Promise<Prepared> {
  refuseOther(stamped, template);
  const folder = options.migrations ?? path.join(template.dir, 'migrations');
  const migrations = await loadMigrations(folder, stamped.manifest.template.version, template.version);
  const service = await migrateService(stamped, migrations);
  const { entries, prefix, manifest } = service;
  const next = renderForService(template, manifest, options, file => entries.has(prefix + file));
  return { service, next, migrations };
}

/** A person changes a merge with conflicts before it is complete, so only others are verified. */
async function verifyMerge(
  service: Service,
  merged: MergedRender,
  options: UpgradeOptions,
  programs: Programs,
): Promise<Verified> {
  if (hasConflicts(merged.resolutions)) return { tree: merged.tree, problems: [], remade: [] };
  return verify(service, merged, options, programs);
}

async function withPrograms<Result>(
  service: Service,
  use: (programs: Programs) => Promise<Result>,
): Promise<Result> {
  const programs = new Programs(service);
  try {
    return await use(programs);
  } finally {
    await programs.stop();
  }
}

/** The folders of the programs that a new render changes. */
function programsChangedBy({ manifest }: Service, next: TeamRender): string[] {
  const [before, after] = [manifest, next.manifest].map(({ files }) => new Map(Object.entries(files)));
  return before && after ? changedPrograms(before, after) : [];
}

function textsOf({ id, from, to }: Upgrade['template'], migrations: readonly VersionMigration[]) {
  const notes = migrations.map(migration => migration.notes.trim());
  return { title: `Upgrade ${id} from ${from} to ${to}`, notes };
}

/** Of a service that is current. */
const nothing = {
  base: { history: 0, release: 0, unknown: [] },
  resolutions: [],
  changes: [],
  problems: [],
  remade: [],
  migrations: [],
};

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
