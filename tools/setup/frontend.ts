import path from 'node:path';
import { root } from '../root.mjs';
import { hashOf, whenStale } from './freshness.ts';
import { runScript } from './process.ts';
import { SetupError } from './steps.ts';

/** Backstage's build tool for frontends, with its development server. */
export const frontendCli = path.join(
  root,
  'node_modules',
  '@backstage',
  'cli-module-build',
  'bin',
  'backstage-cli-module-build',
);

/** The inputs of the built frontend: a change in any of these files makes it outdated. */
const inputs = [
  'packages/app/{src,public}/**/*',
  'packages/app/package.json',
  'plugins/goldpath/src/**/*',
  'plugins/*/{package,config.schema}.json',
  'yarn.lock',
];

/**
 * Builds the portal's frontend into packages/app/dist; does nothing when it is up to date.
 *
 * @throws SetupError with the output of the build when it fails
 */
export async function buildFrontend(): Promise<string> {
  const app = path.join(root, 'packages', 'app');
  const freshness = {
    mark: path.join(root, '.cache', 'frontend'),
    hash: hashOf(root, inputs, process.version),
    output: path.join(app, 'dist', 'index.html'),
  };
  const done = await whenStale(freshness, async () => {
    const { code, output } = await runScript(frontendCli, ['package', 'build'], {
      cwd: app,
      env: { ...process.env, NODE_ENV: 'production' },
    });
    if (code !== 0) throw new SetupError(`The frontend does not build:\n${output}`);
  });
  return done ? '' : 'fresh';
}
