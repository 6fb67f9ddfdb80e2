import { access, constants, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { explainDownload } from '../explainDownload.mjs';
import { firstAnswer, yarnScript } from '../node24.mjs';
import { npmSettings } from './npmSettings.ts';
import { runScript } from './process.ts';
import { type Progress, SetupError } from './steps.ts';
import { reasonOf, type YarnError } from './yarnErrors.ts';
import { certificateFile, yarnSettings, type YarnSettings } from './yarnSettings.ts';

/** Milliseconds between two looks at the number of downloads. */
const progressInterval = 1_000;

/** A line of Yarn's output with `--json`. */
interface YarnLine extends YarnError {
  type: string;
}

/** The environment of a run of Yarn, and the folder that it is started in. */
interface YarnRun {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** The options of {@link runYarn}. */
export interface YarnOptions {
  progress?: Progress;
  env?: NodeJS.ProcessEnv;
}

/**
 * Runs a command of Yarn that installs packages, with the network settings of npm, until its first error. When a registry does
 * not answer, the packages in Yarn's cache have to suffice.
 *
 * @param args - the command
 * @param folder - the root of the project
 * @throws SetupError with the first error of Yarn
 */
export async function runYarn(
  args: readonly string[],
  folder: string,
  { progress = () => {}, env = process.env }: YarnOptions = {},
): Promise<void> {
  const settings = yarnSettings(await npmSettings(folder, env));
  const run = { cwd: await writeSettings(settings, folder), env: { ...env, ...settings.env } };
  const [unreachable, cache] = await Promise.all([registryProblem(settings, folder, run), cacheFolder(run)]);
  if (unreachable !== undefined) {
    if (cache === undefined || (await countFiles(cache)) === 0) throw new SetupError(unreachable);
    run.env.YARN_ENABLE_NETWORK = 'false';
  }
  if (cache !== undefined) await requireWritable(cache);
  const downloads = cache === undefined ? undefined : await showDownloads(cache, progress);
  try {
    const problem = await firstProblem(args, run, message => downloads?.phase(message));
    if (problem !== undefined) throw new SetupError(unreachable ?? problem);
  } finally {
    downloads?.stop();
  }
}

/**
 * Writes the settings into a folder inside the project, and returns it. Yarn, started in there, finds the project and its
 * .yarnrc.yml in the folders above.
 */
async function writeSettings({ config, certificates }: YarnSettings, folder: string): Promise<string> {
  const target = path.join(folder, '.cache', 'yarn');
  await mkdir(target, { recursive: true });
  // JSON is YAML
  await writeFile(path.join(target, '.yarnrc.yml'), JSON.stringify(config, undefined, 2));
  if (certificates) await writeFile(path.join(target, certificateFile), certificates);
  return target;
}

/** Asks each registry for a package of the lockfile. Yarn waits for minutes until it reports that one does not answer. */
async function registryProblem(
  { config }: YarnSettings,
  folder: string,
  { cwd, env }: YarnRun,
): Promise<string | undefined> {
  const lock = await readFile(path.join(folder, 'yarn.lock'), 'utf8');
  const names = [...lock.matchAll(/^"((?:@[^/"]+\/)?[^@"]+)@npm:/gm)].map(([, name = '']) => name);
  const scopes = Object.keys(config.npmScopes as object).map(scope => `@${scope}/`);
  const samples = [
    names.find(name => !scopes.some(scope => name.startsWith(scope))),
    ...scopes.map(scope => names.find(name => name.startsWith(scope))),
  ].filter(name => name !== undefined);
  const quick = { ...env, YARN_HTTP_RETRY: '0', YARN_HTTP_TIMEOUT: String(firstAnswer) };
  const command = ['npm', 'info', '--fields', 'name'];
  const problems = await Promise.all(
    samples.map(name => firstProblem([...command, name], { cwd, env: quick })),
  );
  return problems.find(problem => problem !== undefined);
}

/** The folder of Yarn's downloads; undefined when Yarn cannot read its settings, which the installation reports. */
async function cacheFolder({ cwd, env }: YarnRun): Promise<string | undefined> {
  const args = ['config', 'get', 'globalFolder', '--json'];
  const { code, output } = await runScript(yarnScript, args, { cwd, env });
  return code === 0 ? path.join(JSON.parse(output) as string, 'cache') : undefined;
}

/** Yarn reports a folder that it cannot create as one that is missing. */
async function requireWritable(cache: string): Promise<void> {
  try {
    await mkdir(cache, { recursive: true });
    await access(cache, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SetupError(
      `Yarn cannot write its downloads to ${cache} (${code}). Make this folder writable, or set YARN_GLOBAL_FOLDER to another folder.`,
    );
  }
}

const countFiles = async (folder: string) => (await readdir(folder).catch(() => [])).length;

/** Shows the phase of Yarn, if it prints one, and the number of packages that have arrived in its cache. */
async function showDownloads(cache: string, progress: Progress) {
  const before = await countFiles(cache);
  const timer = setInterval(() => {
    void countFiles(cache).then(now => now > before && progress(`${now - before} packages downloaded`));
  }, progressInterval);
  return {
    phase(message: string) {
      const name = /^┌ (\w+) step/.exec(message)?.[1]?.toLowerCase();
      if (name) progress(name);
      if (name === 'link') clearInterval(timer);
    },
    stop: () => clearInterval(timer),
  };
}

/** Runs Yarn until its first error, and returns that in one line with what to do. */
async function firstProblem(
  args: readonly string[],
  { cwd, env }: YarnRun,
  onMessage: (message: string) => void = () => {},
): Promise<string | undefined> {
  const errors: YarnError[] = [];
  const { code, output } = await runScript(yarnScript, [...args, '--json'], {
    cwd,
    env,
    stopAt: line => {
      const { type, name, data } = parse(line);
      if (type === 'error' && name) errors.push({ name, data });
      else onMessage(data);
      return errors.length > 0;
    },
  });
  if (code === 0) return undefined;
  const unexpected = output.split('\n').find(line => line.trim() !== '') ?? 'it gave no reason';
  const { reason, fix } = reasonOf(errors, unexpected);
  return explainDownload('Yarn', reason, fix);
}

/** The first lines of an unexpected error are not JSON. */
function parse(line: string): YarnLine {
  try {
    return JSON.parse(line) as YarnLine;
  } catch {
    return { type: 'text', name: 0, data: line };
  }
}
