import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeTree } from '@goldpath/files';
import { loadTemplate, stampTree } from '@goldpath/template';
import { tinyTemplate } from '@goldpath/template/testing';
import { upgrade } from '@goldpath/upgrade';
import fc from 'fast-check';
import {
  applyChanges,
  asFiles,
  copyOf,
  history,
  initial,
} from '../../packages/upgrade/src/testing/histories.ts';

type Texts = Record<string, string>;

/** A history of one upgrade. */
interface Case {
  /** the files that were stamped */
  base: Texts;
  /** those of the team */
  ours: Texts;
  /** those of the next version */
  next: Texts;
}

/** The service after the upgrade by a tool. */
interface Outcome {
  lines: Set<string>;
  hasConflict: boolean;
  /** the tool reported that it could not end */
  failed: boolean;
}

type Tool = (history: Case, folder: string) => Outcome | Promise<Outcome>;

const python = process.env.COPIER ?? 'copier';

/** A table of what tools lose, for random histories of one upgrade. */
export async function comparePeers(count: number, seed: number): Promise<string> {
  const cases = fc
    .sample(history, { numRuns: count * 4, seed })
    .map(caseOf)
    .filter(isChanged)
    .slice(0, count);
  const tools: Record<string, Tool> = { Goldpath: goldpath, 'git apply -3': gitApply, 'two-way': twoWay };
  if (spawnSync(python, ['--version']).status === 0) tools.copier = copier;
  else process.stdout.write('copier is not installed (pip install copier; COPIER names its command).\n');
  const outcomes = new Map<string, Outcome[]>();
  for (const [name, tool] of Object.entries(tools)) {
    const all: Outcome[] = [];
    for (const one of cases) all.push(await inFolder(folder => tool(one, folder)));
    outcomes.set(name, all);
  }
  return `${report(cases, outcomes)}\n\n${cases.length} histories, seed ${seed}\n`;
}

const numbered = () => {
  let counter = 0;
  return () => (counter += 1);
};

function caseOf([round]: typeof history extends fc.Arbitrary<infer Value> ? Value : never): Case {
  const next = numbered();
  const base = initial();
  const ours = copyOf(base);
  const theirs = copyOf(base);
  applyChanges(ours, round?.team ?? [], 'team', next);
  applyChanges(theirs, round?.template ?? [], 'template', next);
  return { base: texts(base), ours: texts(ours), next: texts(theirs) };
}

const texts = (files: ReturnType<typeof initial>) => asFiles(files) as Texts;

/** Whether both have changed something. */
function isChanged({ base, ours, next }: Case): boolean {
  const [before, mine, theirs] = [base, ours, next].map(files => JSON.stringify(files));
  return before !== mine && before !== theirs;
}

async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'goldpath-peers-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(dir: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: dir, encoding: 'utf8', stdio: 'pipe' });
}

/** Replaces the files in src/ and commits them. */
function commit(dir: string, files: Texts): void {
  rmSync(path.join(dir, 'src'), { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  git(dir, 'add', '--all', '--force');
  git(dir, 'commit', '--quiet', '--allow-empty', '--message=Change');
}

function init(dir: string): void {
  mkdirSync(dir, { recursive: true });
  git(dir, 'init', '--quiet', '--template=', '--initial-branch=main');
}

/** The files of a service. Rejected hunks are outside of them. */
function outcomeOf(dir: string, failed = false): Outcome {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .filter(file => !path.relative(dir, file).startsWith('.git'));
  const kept = files.filter(file => !file.endsWith('.rej'));
  const contents = kept.map(file => readFileSync(file, 'utf8'));
  const hasConflict = kept.length < files.length || contents.some(text => /^<{7} /m.test(text));
  return { lines: new Set(contents.flatMap(text => text.split('\n'))), hasConflict, failed };
}

async function templateOf(dir: string, version: string, files: Texts) {
  const skeleton = Object.entries(files).map(([file, text]) => [`skeleton/${file}`, text] as const);
  const stampYaml = tinyTemplate['stamp.yaml'].replace('1.2.3', version);
  const all: Texts = { ...tinyTemplate, 'stamp.yaml': stampYaml, ...Object.fromEntries(skeleton) };
  delete all['skeleton/src/main.ts'];
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  return loadTemplate(dir);
}

async function goldpath({ base, ours, next }: Case, folder: string): Promise<Outcome> {
  const answers = { name: 'orders', owner: 'the orders team', replicas: 2, destination: 'local' };
  const service = path.join(folder, 'service');
  const first = await templateOf(path.join(folder, 'first'), '1.0.0', base);
  await writeTree(stampTree(first, answers), service);
  init(service);
  git(service, 'add', '--all', '--force');
  git(service, 'commit', '--quiet', '--message=Stamp');
  commit(service, ours);
  const second = await templateOf(path.join(folder, 'second'), '1.1.0', next);
  const { branch, outcome } = await upgrade(service, second, { skipCheck: true });
  if (branch !== undefined) git(service, 'checkout', '--quiet', branch);
  return { ...outcomeOf(service), hasConflict: outcome === 'conflicts' };
}

/** As cruft does: the difference of two renders, applied with three-way merge, and what fails by rejected hunks. */
function gitApply({ base, ours, next }: Case, folder: string): Outcome {
  const renders = path.join(folder, 'renders');
  init(renders);
  commit(renders, base);
  commit(renders, next);
  const patch = path.join(folder, 'patch');
  writeFileSync(patch, git(renders, 'diff', '--binary', '--no-renames', 'HEAD~1', 'HEAD'));
  const service = path.join(folder, 'service');
  init(service);
  commit(service, base);
  commit(service, ours);
  if (readFileSync(patch, 'utf8') === '') return outcomeOf(service);
  const { status } = spawnSync('git', ['apply', '-3', patch], { cwd: service });
  if (status === 0 || outcomeOf(service).hasConflict) return outcomeOf(service, false);
  const rejecting = spawnSync('git', ['apply', '--reject', patch], { cwd: service });
  return outcomeOf(service, rejecting.status !== 0);
}

/** As the relation processor of the community compares: without a base, the template's side of each difference. */
function twoWay({ ours, next }: Case, folder: string): Outcome {
  const service = path.join(folder, 'service');
  init(service);
  commit(service, ours);
  commit(service, next);
  return outcomeOf(service);
}

function copier({ base, ours, next }: Case, folder: string): Outcome {
  const template = path.join(folder, 'template');
  init(template);
  writeFileSync(path.join(template, 'copier.yml'), '_answers_file: .copier-answers.yml\n');
  const answers = '{{_copier_conf.answers_file}}.jinja';
  writeFileSync(path.join(template, answers), '{{ _copier_answers|to_nice_yaml }}\n');
  commit(template, base);
  git(template, 'tag', 'v1.0.0');
  commit(template, next);
  git(template, 'tag', 'v1.1.0');
  const service = path.join(folder, 'service');
  const options = { env: { ...process.env, ...identity } };
  const made = spawnSync(
    python,
    ['copy', '--quiet', '--defaults', '--vcs-ref=v1.0.0', template, service],
    options,
  );
  if (made.status !== 0) throw new Error(`copier copy failed: ${made.stderr.toString()}`);
  init(service);
  commit(service, base);
  commit(service, ours);
  const args = ['update', '--quiet', '--defaults', '--vcs-ref=v1.1.0'];
  const { status } = spawnSync(python, args, { ...options, cwd: service });
  return outcomeOf(service, status !== 0);
}

const identity = {
  GIT_AUTHOR_NAME: 'Bench',
  GIT_AUTHOR_EMAIL: 'bench@example.com',
  GIT_COMMITTER_NAME: 'Bench',
  GIT_COMMITTER_EMAIL: 'bench@example.com',
};

/** The lines of one author in files. */
function linesOf(files: Texts, author: string): string[] {
  const lines = Object.values(files).flatMap(text => text.split('\n'));
  return lines.filter(line => line.startsWith(`${author} `));
}

/** A row for each tool. A conflict is false when Goldpath has none and every line. */
function report(cases: readonly Case[], outcomes: ReadonlyMap<string, readonly Outcome[]>): string {
  const ours = outcomes.get('Goldpath') ?? [];
  const rows = [...outcomes].map(([name, all]) => {
    let [lost, silent, conflicts, falseConflicts, failures] = [0, 0, 0, 0, 0];
    all.forEach(({ lines, hasConflict, failed }, index) => {
      const one = cases[index];
      const reference = ours[index];
      if (!one || !reference) return;
      lost += linesOf(one.ours, 'team').filter(line => !lines.has(line)).length;
      const changes = linesOf(one.next, 'template').filter(line => reference.lines.has(line));
      if (!hasConflict && !failed) silent += changes.filter(line => !lines.has(line)).length;
      conflicts += Number(hasConflict);
      falseConflicts += Number(hasConflict && !reference.hasConflict);
      failures += Number(failed);
    });
    return `| ${[name, lost, silent, conflicts, falseConflicts, failures].join(' | ')} |`;
  });
  const head = [
    'Tool',
    'Lost lines of the team',
    'Lines of the template that are missing silently',
    'Histories with a conflict',
    'of them false',
    'Failures',
  ];
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows].join('\n');
}
