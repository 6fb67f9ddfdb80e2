// The child process of execute.ts: runs each program that it is sent, once for each stack, and answers with what it
// registered.
import { createRequire } from 'node:module';
import path from 'node:path';
import { failureOf } from './failure.ts';
import { closeNetwork } from './isolation.ts';
import { recorder } from './record.ts';
import type { Answer, Execution, RecordedResource, StackConfig, StackRun } from './recorded.ts';
import { foldersOf, loadTypeScriptUnder } from './typescript.ts';

/** What the SDK itself uses to run several programs in one process; its types leave it out. */
interface Isolation {
  withLocalStorage<T>(run: () => T): T;
}

let current = '';

/** The channel to the parent is this file's alone: no program answers in its place. */
const send = process.send?.bind(process);
process.send = undefined as unknown as typeof process.send;

let answer: (value: Answer) => void = () => {};
let dir = '';

/** What the stack's run has registered until now. */
let seen: readonly RecordedResource[] = [];

const fail = (error: unknown) => {
  const failure = failureOf(error, dir);
  const tell = answer;
  // what fails first is told, and nothing that comes later
  answer = () => {};
  // what was made before the failure is registered a moment later
  setImmediate(() => {
    const registered = seen.filter(({ type }) => type !== 'pulumi:pulumi:Stack').length;
    tell({ failure: { stack: current, registered, ...failure } });
  });
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

process.on('message', message => {
  const execution = message as Execution;
  ({ dir } = execution);
  process.chdir(dir);
  answer = value => {
    // a program gets one answer, and until the next program comes the channel keeps this process alive
    answer = () => {};
    process.channel?.ref();
    send?.(value);
  };
  // the channel to the parent must not count as something under way
  process.channel?.unref();
  run(execution).then(runs => answer({ runs }), fail);
});

closeNetwork();

/** The SDK is loaded once, which is most of the time; each stack's run has a state of its own. */
async function run(execution: Execution): Promise<StackRun[]> {
  loadTypeScriptUnder(execution.dir);
  // the program's own copy of the SDK when it has one: there must be only one in the process
  const load = createRequire(path.join(execution.dir, 'index.ts'));
  const { withLocalStorage } = load('@pulumi/pulumi/runtime/state') as Isolation;
  const runs: StackRun[] = [];
  for (const stack of execution.stacks) {
    current = stack.stack;
    forgetProgram(load, execution.dir);
    const resources = await withLocalStorage(() => runStack(load, execution, stack));
    runs.push({ stack: stack.stack, resources });
  }
  return runs;
}

async function runStack(
  load: NodeJS.Require,
  { dir, entry, project }: Execution,
  { stack, config, secretKeys }: StackConfig,
) {
  const pulumi = load('@pulumi/pulumi') as typeof import('@pulumi/pulumi');
  seeAnonymousFunctions(pulumi.Resource);
  const mocks = load('@pulumi/pulumi/runtime/mocks') as typeof import('@pulumi/pulumi/runtime/mocks');
  const settings = load(
    '@pulumi/pulumi/runtime/settings',
  ) as typeof import('@pulumi/pulumi/runtime/settings');
  const { Recorder, recorded } = recorder(mocks.MockMonitor, pulumi.runtime, {
    dir,
    region: config['aws:region'],
    load,
  });

  seen = recorded;

  // as a preview: what only a deployment would tell stays unknown instead of vanishing
  await mocks.setMocks(Recorder.mocks, project, stack, true);
  settings.setMockOptions(new Recorder(), project, stack, true);
  pulumi.runtime.setAllConfig(config, secretKeys);
  await pulumi.runtime.runInPulumiStack(async () => {
    const program: unknown = load(entry);
    const main = typeof program === 'function' ? program : (program as { default?: unknown })?.default;
    return typeof main === 'function' ? ((await main()) as object) : program;
  });
  await drained();
  await pulumi.runtime.disconnect();
  return recorded;
}

/** The SDK finds positions by this expression, which passes over functions without a name: `zones.forEach(zone => ...)`. */
function seeAnonymousFunctions(Resource: object): void {
  Object.assign(Resource, {
    framePositionRegExp:
      /^\s*at (?:.* \()?(?:async )?(?:file:\/\/)?(?<file>\/[^()]*):(?<line>\d+):(?<column>\d+)\)?$/,
  });
}

/**
 * Until nothing of the program is under way, as Pulumi itself waits: only then has Node told of every rejected promise, and
 * what is registered after a timer or a file was awaited is there.
 */
function drained(): Promise<void> {
  return new Promise(resolve => {
    // a turn of its own, without which Node would not see that the next stack's run begins, and end
    process.once('beforeExit', () => setImmediate(resolve));
  });
}

/** Lets the program's own files run anew. */
function forgetProgram(load: NodeJS.Require, dir: string): void {
  const folders = foldersOf(dir);
  for (const file of Object.keys(load.cache)) {
    const isOwn = folders.some(folder => file.startsWith(folder + path.sep));
    if (isOwn && !file.includes(`${path.sep}node_modules${path.sep}`)) delete load.cache[file];
  }
}
