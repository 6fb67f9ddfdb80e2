import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { writeTree } from '@goldpath/files';
import { DESCRIPTION_FOLDER, describeFolder } from '@goldpath/infrastructure-docs';
import { loadTemplate, stampTree, type Template } from '@goldpath/template';
import { root } from '../root.mjs';
import { median, type Row, timed } from './measure.ts';

const run = promisify(execFile);
const rounds = 5;
const services = 1_000;
const binary = path.join(root, 'packages/cli/bin/goldpath.mjs');

/** The time of `goldpath status` for a thousand services, and of `goldpath upgrade` for one, each the whole process. */
export async function upgradeRows(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-bench-'));
  try {
    const service = path.join(folder, 'service');
    await writeTree(await olderService(), service);
    // as the portal publishes it, with drawings and prices
    const description = await describeFolder(path.join(service, 'infra'));
    await writeTree(description, path.join(service, DESCRIPTION_FOLDER));
    const copies = Array.from({ length: services }, (_, index) => path.join(folder, `copy-${index}`));
    for (const copy of copies) await run('cp', ['--recursive', '--link', service, copy]);
    const status = await timedRounds(() => goldpath(folder, 'status', ...copies));
    const git = (...args: string[]) =>
      run('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], { cwd: service });
    await git('init', '--quiet', '--template=');
    await git('add', '--all', '--force');
    await git('commit', '--quiet', '--message=Stamp');
    const upgrade = await timedRounds(() => goldpath(service, 'upgrade', '--dry-run'));
    return [
      row(`\`goldpath status\` of ${services} services`, status, 10),
      row('`goldpath upgrade --dry-run` of a service, with its check', upgrade, 3),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A service as an older version of the template stamped it: some documents were shorter, its program had no comments, and one file did
 * not exist.
 */
async function olderService() {
  const template = await loadTemplate(path.join(root, 'templates/prompt-library-service'));
  const skeleton = new Map(template.skeleton);
  skeleton.delete('SECURITY.md');
  for (const [file, entry] of skeleton) {
    const text = entry.content.toString();
    const isDocument = file.startsWith('docs/') && file.endsWith('.md');
    const shorter = isDocument ? text.replace(/[^\n]*\n$/, '') : text.replaceAll(/^\/\/.*\n/gm, '');
    const isOlder = isDocument || file === 'infra/index.ts';
    if (isOlder) skeleton.set(file, { ...entry, content: Buffer.from(shorter) });
  }
  const older: Template = { ...template, version: '0.0.1', skeleton };
  const answers = template.samples.find(({ name }) => name === 'skeleton')?.answers ?? {};
  return stampTree(older, answers);
}

/** Runs the command line; 1 is the exit code of a service that is outdated. */
async function goldpath(cwd: string, ...args: string[]): Promise<void> {
  await run(process.execPath, [binary, ...args], { cwd, maxBuffer: 2 ** 26 }).catch(
    (error: { code?: number }) => {
      if (error.code !== 1) throw error;
    },
  );
}

async function timedRounds(work: () => Promise<void>): Promise<number> {
  const times = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(work));
  return median(times) / 1000;
}

function row(figure: string, seconds: number, goal: number): Row {
  const ours = `${seconds.toFixed(1)} s`;
  return { figure, ours, peer: '-', goal: `${goal} s`, reached: seconds <= goal };
}
