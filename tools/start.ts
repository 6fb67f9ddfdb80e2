import path from 'node:path';
import { root } from './root.mjs';
import { buildFrontend } from './setup/frontend.ts';
import { installDependencies } from './setup/install.ts';
import { mustBeFree, type Portal, startPortal, stopPortal, wantedPort } from './setup/portal.ts';
import { exitOn, step } from './setup/steps.ts';

/** `npm start`: installs and builds what is not up to date, and starts the portal; Ctrl-C stops it. */
async function start(): Promise<void> {
  const port = wantedPort();
  await mustBeFree(port);
  await step('dependencies', progress => installDependencies('portal', progress));
  await step('frontend', buildFrontend);
  const portals: Portal[] = [];
  await step('portal', async () => {
    portals.push(await startPortal({ port, data: path.resolve(root, process.env.GOLDPATH_DATA ?? '.data') }));
  });
  for (const portal of portals) {
    process.stdout.write(
      `\n  Goldpath is ready: ${portal.url}\n  Ctrl-C stops it. Its log: ${path.relative(root, portal.log)}\n\n`,
    );
    untilStopped(portal);
  }
}

/** Stops the portal on Ctrl-C or SIGTERM; exits with an error when the portal exits without that. */
function untilStopped(portal: Portal): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      asked = true;
      void stopPortal(portal);
    });
  }
  portal.process.once('exit', code => {
    if (!asked) process.stderr.write(`✗ The portal exited unexpectedly (${code}). Its log: ${portal.log}\n`);
    else process.stderr.write('\n✓ stopped\n');
    process.exit(asked ? 0 : 1);
  });
}

start().catch(exitOn);
