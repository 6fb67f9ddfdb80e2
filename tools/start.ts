import path from 'node:path';
import { root } from './node24.mjs';
import { buildFrontend } from './setup/frontend.ts';
import { installDependencies } from './setup/install.ts';
import { mustBeFree, startPortal, stopPortal, wantedPort, type Portal } from './setup/portal.ts';
import { exitOn, step } from './setup/steps.ts';

/** `npm start`: installs, builds and starts the portal, each where it is not fresh; stops it on Ctrl-C. */
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

/** Stops the portal on Ctrl-C or SIGTERM; ends with an error when it ends by itself. */
function untilStopped(portal: Portal): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      asked = true;
      void stopPortal(portal);
    });
  }
  portal.process.once('exit', code => {
    process.stderr.write(
      asked ? '\n✓ stopped\n' : `✗ The portal ended by itself (${code}). Its log: ${portal.log}\n`,
    );
    process.exit(asked ? 0 : 1);
  });
}

start().catch(exitOn);
