import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './root.mjs';
import { childEnvironment, childOptions, endWithThis, isStopping, stopOnSignals } from './setup/children.mjs';
import { claimData } from './setup/claimData.ts';
import { frontendCli } from './setup/frontend.ts';
import { installDependencies } from './setup/install.ts';
import { dataFolder, developmentConfigs, mustBeFree, wantedPort } from './setup/portal.ts';
import { exitOn, step } from './setup/steps.ts';

/** The frontend's development server, which calls the backend on PORT. */
const frontend = { port: 3000, url: 'http://localhost:3000' };

/**
 * `npm run dev`: the backend, which restarts when one of its files changes, and the frontend with hot reload.
 */
async function dev(): Promise<void> {
  stopOnSignals(() => 0);
  const port = wantedPort();
  await claimData(dataFolder(), port);
  await mustBeFree(port);
  await mustBeFree(frontend.port);
  await step('dependencies', progress => installDependencies('portal', progress));
  const configs = [...developmentConfigs(), 'app-config.dev.yaml'].flatMap(file => [
    '--config',
    path.join(root, file),
  ]);
  const env = childEnvironment({ ...process.env, NODE_ENV: 'development', PORT: String(port) });
  const run = (cwd: string, ...args: string[]) =>
    endWithThis(
      spawn(process.execPath, [...childOptions, ...args, ...configs], { cwd, stdio: 'inherit', env }),
    );
  const children = [
    run(root, '--watch', 'packages/backend/src/index.ts'),
    run(path.join(root, 'packages', 'app'), frontendCli, 'package', 'start'),
  ];
  process.stdout.write(`\n  Goldpath with hot reload: ${frontend.url}\n\n`);
  // one without the other is of no use
  for (const child of children) child.once('exit', () => process.kill(process.pid, 'SIGTERM'));
}

dev().catch((error: unknown) => {
  if (!isStopping()) exitOn(error);
});
