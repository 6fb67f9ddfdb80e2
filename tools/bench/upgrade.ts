import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../root.mjs';
import { median, type Row, timed } from './measure.ts';
import { writeOlderService } from './olderService.ts';

const run = promisify(execFile);
const rounds = 5;
const services = 1_000;
const binary = path.join(root, 'packages/cli/bin/goldpath.mjs');

/** The time of `goldpath status` for a thousand services, and of `goldpath upgrade` for one, each the whole process. */
export async function upgradeRows(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-bench-'));
  try {
    const service = path.join(folder, 'service');
    await writeOlderService(service);
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
