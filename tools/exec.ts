import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root } from './root.mjs';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';

/** `node tools/run.mjs exec <tool> [arguments]`: runs an installed tool in this terminal after installing the dependencies. */
async function exec(tool = '', ...args: string[]): Promise<void> {
  await step('dependencies', progress => installDependencies('everything', progress));
  const child = spawn(path.join(root, 'node_modules', '.bin', tool), args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.on('SIGINT', () => {});
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}

exec(...process.argv.slice(2)).catch(exitOn);
