import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { lintCache } from './checks/localChecks.ts';
import { root } from './root.mjs';
import { commandLine } from './setup/commandLine.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';

/** `npm run fix [path...]`: applies the fixes of ESLint and formats with Prettier; fails when ESLint reports more problems. */
async function fix(...paths: string[]): Promise<void> {
  await step('dependencies', progress => installDependencies('everything', progress));
  const files = paths.length > 0 ? paths : ['.'];
  const run = (tool: string, ...options: string[]) => {
    const { program, args, shell } = commandLine([
      path.join(root, 'node_modules', '.bin', tool),
      ...options,
      ...files,
    ]);
    return spawnSync(program, args, { cwd: root, stdio: 'inherit', shell }).status ?? 1;
  };
  const lint = run('eslint', '--fix', '--no-warn-ignored', ...lintCache);
  const format = run('prettier', '--write', '--log-level=warn', '--ignore-unknown');
  process.exitCode = Math.max(lint, format);
}

fix(...process.argv.slice(2)).catch(exitOn);
