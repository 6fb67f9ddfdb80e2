import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';
import { type Check, reports } from './check.ts';
import { type Outcome, runCheck } from './outcome.ts';
import { runChecks } from './runChecks.ts';

/** Runs checks two at a time, prints the output of each when it has ended, and sets the exit code. */
export async function printChecks(checks: readonly Check[]): Promise<void> {
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(root, '.cache', 'compiled') };
  const { passed, failed } = await runChecks(checks, {
    width: 2,
    run: check => runCheck(check, env),
    onStart: ({ title }) => process.stderr.write(`· ${title}\n`),
    onEnd: (check, outcome) => process.stdout.write(blockOf(check, outcome)),
  });
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

function blockOf({ title }: Check, { passed, failed, output, seconds }: Outcome): string {
  const mark = failed > 0 ? '✗' : '✓';
  const lines = output.trim() === '' ? '' : `${output.trimEnd()}\n`;
  const counts = `${passed} passed, ${failed} failed`;
  return `\n▸ ${title}\n${lines}${mark} ${title}  ${counts}  ${seconds.toFixed(1)} s\n`;
}
