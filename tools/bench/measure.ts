import { readFile, readdir } from 'node:fs/promises';

/** The median of measurements: the mean of the middle two when their count is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  if (low === undefined || high === undefined) throw new Error('An empty list has no median.');
  return (low + high) / 2;
}

/** The duration of a task in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/**
 * Times several tasks in turns, so that a busy moment of the machine affects all of them.
 *
 * @returns the median in milliseconds for each name
 */
export async function interleaved(
  rounds: number,
  works: Record<string, () => Promise<number>>,
): Promise<Record<string, number>> {
  const times = new Map<string, number[]>(Object.keys(works).map(name => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, work] of Object.entries(works)) times.get(name)?.push(await work());
  }
  return Object.fromEntries([...times].map(([name, values]) => [name, median(values)]));
}

/**
 * Resident memory in MB of a process and all its descendants (Linux: read from /proc).
 */
export async function residentMegabytes(pid: number): Promise<number> {
  const processes = new Map<number, { parent: number; kilobytes: number }>();
  for (const name of (await readdir('/proc')).filter(entry => /^\d+$/.test(entry))) {
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => ''); // the process has ended
    const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    processes.set(Number(name), { parent: field('PPid'), kilobytes: field('VmRSS') });
  }
  const sum = (id: number): number =>
    [...processes].reduce(
      (total, [child, { parent }]) => (parent === id ? total + sum(child) : total),
      processes.get(id)?.kilobytes ?? 0,
    );
  return sum(pid) / 1024;
}

/** One row of the benchmark's table. */
export interface Row {
  figure: string;
  ours: string;
  peer: string;
  goal: string;
  reached: boolean;
}

/** Rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ figure, ours, peer, goal, reached }) =>
      `| ${figure} | ${ours} | ${peer} | ${goal} | ${reached ? 'yes' : '**no**'} |`,
  );
  return ['| Figure | Goldpath | Stock | Goal | Reached |', '| --- | --- | --- | --- | --- |', ...lines].join(
    '\n',
  );
}
