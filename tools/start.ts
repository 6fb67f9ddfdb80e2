import path from 'node:path';
import { root } from './root.mjs';
import { isStopping, signalCodes, stopOnSignals } from './setup/children.mjs';
import { buildFrontend } from './setup/frontend.ts';
import { installDependencies } from './setup/install.ts';
import { claimData } from './setup/claimData.ts';
import { dataFolder, mustBeFree, type Portal, startPortal, wantedPort } from './setup/portal.ts';
import { exitOn, step } from './setup/steps.ts';

/** `npm start`: installs and builds what is not up to date, and starts the portal; Ctrl-C stops it. */
async function start(): Promise<void> {
  let portal: Portal | undefined;
  stopOnSignals(signal => {
    process.stderr.write('\n✓ stopped\n');
    return portal ? 0 : signalCodes[signal];
  });
  const port = wantedPort();
  const data = dataFolder();
  await claimData(data, port);
  await mustBeFree(port);
  await step('dependencies', progress => installDependencies('portal', progress));
  await step('frontend', buildFrontend);
  await step('portal', async () => {
    portal = await startPortal({ port, data });
  });
  if (portal) showReady(portal);
}

/** Prints the address of a portal, and exits with an error when it exits unexpectedly. */
function showReady(portal: Portal): void {
  process.stdout.write(
    `\n  Goldpath is ready: ${portal.url}\n  Ctrl-C stops it. Its log: ${path.relative(root, portal.log)}\n\n`,
  );
  portal.process.once('exit', code => {
    if (isStopping()) return;
    process.stderr.write(`✗ The portal exited unexpectedly (${code}). Its log: ${portal.log}\n`);
    process.exit(1);
  });
}

start().catch((error: unknown) => {
  // the processes that it has started were ended, which it reports as failures
  if (!isStopping()) exitOn(error);
});
