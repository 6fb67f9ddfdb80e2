import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './root.mjs';
import { frontendCli } from './setup/frontend.ts';
import { installDependencies } from './setup/install.ts';
import { developmentConfigs, mustBeFree, wantedPort } from './setup/portal.ts';
import { exitOn, step } from './setup/steps.ts';

/** The frontend's development server, which calls the backend on PORT. */
const frontend = { port: 3000, url: 'http://localhost:3000' };

/**
 * `npm run dev`: the backend, which restarts when one of its files changes, and the frontend with hot reload.
 */
async function dev(): Promise<void> {
  const port = wantedPort();
  await mustBeFree(port);
  await mustBeFree(frontend.port);
  await step('dependencies', progress => installDependencies('portal', progress));
  const configs = [...developmentConfigs(), 'app-config.dev.yaml'].flatMap(file => [
    '--config',
    path.join(root, file),
  ]);
  const env = { ...process.env, NODE_ENV: 'development', PORT: String(port) };
  const backend = spawn(process.execPath, ['--watch', 'packages/backend/src/index.ts', ...configs], {
    cwd: root,
    stdio: 'inherit',
    env,
  });
  const app = spawn(process.execPath, [frontendCli, 'package', 'start', ...configs], {
    cwd: path.join(root, 'packages', 'app'),
    stdio: 'inherit',
    env,
  });
  process.stdout.write(`\n  Goldpath with hot reload: ${frontend.url}\n\n`);
  const children = [backend, app];
  const stop = () => children.forEach(child => child.kill('SIGTERM'));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  children.forEach(child => child.once('exit', stop));
}

dev().catch(exitOn);
