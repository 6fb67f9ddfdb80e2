import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root } from './root.mjs';
import { endChild, signalCodes } from './setup/children.mjs';
import { commandLine } from './setup/commandLine.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';

/** Milliseconds in which a tool reacts to Ctrl-C, which a terminal sends to it too. */
const ownReaction = 1_000;

/** `node tools/run.mjs exec <tool> [arguments]`: runs an installed tool in this terminal after installing the dependencies. */
async function exec(tool = '', ...args: string[]): Promise<void> {
  await step('dependencies', progress => installDependencies('everything', progress));
  const line = commandLine([path.join(root, 'node_modules', '.bin', tool), ...args]);
  const child = spawn(line.program, line.args, { cwd: root, stdio: 'inherit', shell: line.shell });
  process.on('SIGINT', () => setTimeout(() => void endChild(child), ownReaction).unref());
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void endChild(child));
  const [code, signal] = (await once(child, 'exit')) as [number | null, keyof typeof signalCodes];
  process.exitCode = code ?? signalCodes[signal] ?? 1;
}

exec(...process.argv.slice(2)).catch(exitOn);
