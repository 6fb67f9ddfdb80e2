import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from '@goldpath/diagnostics';
import type { Tree } from '@goldpath/files';
import type { ProgramGraphs } from '@goldpath/program';
import { type Answers, AnswersError, type Template } from '@goldpath/template';
import {
  finishUpgrade,
  openService,
  releasedFiles,
  releasedTemplate,
  type Upgrade,
  upgrade,
} from '@goldpath/upgrade';
import { InputError } from '../exit.ts';
import { readAnswers } from './answers.ts';
import { loadTemplateAt, templateFolders, templates as ownTemplates } from './templates.ts';

/** The options of `goldpath upgrade`. */
export interface UpgradeCommandOptions {
  to?: string;
  answers?: string;
  templates?: string;
  dryRun?: boolean;
  check: boolean;
  test?: boolean;
}

/**
 * Upgrades a service to its template.
 *
 * @returns a report, and whether nothing is left to do
 * @throws InputError when the template does not exist, or the new form needs other answers
 */
export async function upgradeService(
  dir: string,
  options: UpgradeCommandOptions,
): Promise<{ report: string; isClean: boolean }> {
  const { manifest } = await openService(dir);
  const folder = options.templates ?? ownTemplates;
  const template = await findVersion(manifest.template.id, folder, options);
  const stampRelease = releasedFiles(folder, manifest.answers);
  const { dryRun = false, check, test = false, answers } = options;
  const result = await upgrade(dir, template, {
    dryRun,
    skipCheck: !check,
    test,
    migrations: path.join(folder, manifest.template.id, 'migrations'),
    stampRelease,
    generate: describe,
    ...(answers !== undefined && { answers: (await readAnswers(answers)).answers as Answers }),
  }).catch((error: unknown) => {
    if (!(error instanceof AnswersError)) throw error;
    throw new InputError(
      `${error.message}\n${template.id} ${template.version} needs these answers; give them with --answers FILE.`,
    );
  });
  const problems = await format(result.problems, 'text');
  const isClean = result.outcome !== 'conflicts' && result.problems.length === 0;
  return { report: reportOf(result, result.problems.length > 0 ? problems : '', dryRun), isClean };
}

/** Loaded only when it is used: the libraries for drawings and prices are large. */
async function describe(dir: string, executed: readonly ProgramGraphs[] = []): Promise<Tree> {
  const { describeAgain } = await import('@goldpath/infrastructure-docs');
  return describeAgain(dir, { executed });
}

/** Records the new version in the manifest of a service whose conflicts were resolved, and makes its drawing and cost again. */
export async function finish(dir: string): Promise<string> {
  const version = await finishUpgrade(dir);
  for (const [file, { content }] of await describe(dir)) await writeFile(path.join(dir, file), content);
  return `The manifest records ${version} now; commit the changed files.\n`;
}

async function findVersion(
  id: string,
  folder: string,
  { to, templates }: UpgradeCommandOptions,
): Promise<Template> {
  if (to !== undefined) {
    const released = await releasedTemplate(folder, id, to);
    if (released) return released;
    throw new InputError(`The history of ${folder} has no version ${to} of ${id} that can be stamped today.`);
  }
  const folders = await templateFolders(templates);
  const named = folders.filter(candidate => path.basename(candidate) === id);
  const loaded = await Promise.all((named.length > 0 ? named : folders).map(loadTemplateAt));
  const template = loaded.find(candidate => candidate.id === id);
  if (template) return template;
  throw new InputError(`There is no template ${id} in ${folder}; give its folder with --templates DIR.`);
}

function reportOf(result: Upgrade, problems: string, isDryRun: boolean): string {
  const { template, outcome, changes, resolutions, base, branch, remade, migrations } = result;
  const version = template.from === template.to ? template.to : `${template.from} -> ${template.to}`;
  if (outcome === 'current') return `The service is current with ${template.id} ${template.to}.\n`;
  const lines = [
    `${template.id} ${version}`,
    `Base: ${base.history} files from the history, ${base.release} from the release, ${base.unknown.length} unknown`,
    ...migrations.map(({ version: of, notes }) => `Migration to ${of}: ${notes.trim()}`),
    ...result.dropped.map(field => `No longer asked: ${field}`),
    ...result.questions
      .filter(({ source }) => source === 'default')
      .map(({ field, answer }) => `New question, answered with its default: ${field}: ${answer}`),
    ...result.unanswered.map(
      ({ field, files }) =>
        `Not answered: ${field}, so it removes ${files.join(', ')}; answer it with --answers`,
    ),
    ...changes.map(({ status, file }) => `  ${status} ${file}`),
    ...resolutions.map(({ outcome: did, file, reason }) => `  ${did}: ${file} (${reason})`),
    ...remade.map(file => `  made again: ${file}`),
  ];
  return `${lines.join('\n')}\n${problems}${nextStep(outcome, problems, branch, isDryRun)}\n`;
}

function nextStep(outcome: Upgrade['outcome'], problems: string, branch = '', isDryRun = false): string {
  if (isDryRun) return 'Nothing was written. Run it without --dry-run to make the branch.';
  if (outcome === 'conflicts') {
    return `Check out ${branch}, resolve the conflicts, commit, and run "goldpath upgrade --finish".`;
  }
  if (problems !== '')
    return `The branch ${branch} has the upgrade; fix the problems above before you merge it.`;
  return `The branch ${branch} has the upgrade. Look at it with "git diff HEAD ${branch}", and merge it.`;
}
