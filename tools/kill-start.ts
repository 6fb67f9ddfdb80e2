import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './freePort.ts';
import { randomKilling } from './kill-start/killing.ts';
import { outdate } from './kill-start/outdate.ts';
import { keepRequesting } from './kill-start/requests.ts';
import { beginStart, untilGone, untilReady } from './kill-start/start.ts';
import { signalCodes, stopOnSignals } from './setup/children.mjs';
import { onlyWord } from './setup/commandWords.ts';
import { exitOn, SetupError, UsageError } from './setup/steps.ts';

/** Milliseconds after its begin in which every second start is killed. */
const latest = 10_000;

/** Milliseconds after the first response of the portal in which the others are killed. */
const latestOfPortal = 3_000;

/** A complete start is tried after this number of killed ones, and after the last. */
const betweenCompleteStarts = 25;

/**
 * `node tools/run.mjs kill-start [number]`: kills `npm start` at random moments, in the ways that users and machines do, while it
 * receives requests, and checks that no process and no port is left, and that a later start is ready. On Linux and macOS.
 */
async function killStarts(args: readonly string[]): Promise<void> {
  const number = Number(onlyWord(args, 'node tools/run.mjs kill-start [number]') ?? 10);
  if (!Number.isInteger(number) || number < 1)
    throw new UsageError('The number of starts is a whole number.');
  stopOnSignals(signal => signalCodes[signal]);
  const data = await mkdtemp(path.join(tmpdir(), 'goldpath-kill-start-'));
  const port = await freePort();
  try {
    const between = Math.min(number, betweenCompleteStarts);
    for (let run = 0; run < number; run += 1) {
      const work = await outdate((run % between) / between);
      process.stdout.write(`${run + 1}  ${await killOne(run % 2 === 1, work, port, data)}\n`);
      if ((run + 1) % between === 0 || run + 1 === number) await startCompletely(port, data);
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
  process.stdout.write(`✓ ${number} starts were killed; nothing was left, and the next start was ready\n`);
}

/** Kills one start, after its portal has answered or at any moment, and returns a line about it. */
async function killOne(answered: boolean, work: string, port: number, data: string): Promise<string> {
  const { signal, target, description } = randomKilling();
  const milliseconds = Math.round(Math.random() * (answered ? latestOfPortal : latest));
  const start = beginStart(port, data);
  const requests = keepRequesting(port);
  if (answered) await Promise.race([requests.answered, start.exited]);
  await start.runFor(milliseconds);
  const from = answered ? 'its first response' : 'its begin';
  const moment = `${description} ${milliseconds} ms after ${from}, at '${start.step()}' (${work})`;
  start.kill(signal, target);
  const gone = await untilGone(start);
  requests.stop();
  if (gone === undefined) throw new SetupError(`${moment}: left a process or the port\n${start.output()}`);
  return `${moment}: nothing left after ${gone} ms`;
}

async function startCompletely(port: number, data: string): Promise<void> {
  const start = beginStart(port, data);
  const seconds = await untilReady(start);
  start.kill('SIGTERM', 'npm');
  if (seconds === undefined || (await untilGone(start)) === undefined) {
    throw new SetupError(`The next start does not work, or does not end:\n${start.output()}`);
  }
  process.stdout.write(`   the next start was ready after ${seconds} s\n`);
}

killStarts(process.argv.slice(2)).catch(exitOn);
