// The child process of execute.ts: runs each program that it receives, once for each stack, and replies with the resources
// that it registered.
import { createRequire } from 'node:module';
import path from 'node:path';
import { setSources, whenReady } from './compile.ts';
import { failureOf, sourceIn } from './failure.ts';
import { blockNetwork } from './isolation.ts';
import { type Debuggable, omitPromiseTraces } from './promiseTraces.ts';
import { watchSecrets } from './ownSecrets.ts';
import { recorder } from './record.ts';
import type { Answer, Execution, OmissionKind, StackConfig, StackRun } from './recorded.ts';
import { ignoreSideEffects } from './sideEffects.ts';
import { watchCallbacks } from './skippedCallbacks.ts';
import { Transforms, type TransformSdk } from './transforms.ts';
import { foldersOf, loadTypeScriptUnder } from './typescript.ts';
import { hintFor, nothingUnanswered, setEnvironment } from './unanswered.ts';

/** The SDK's own way to run several programs in one process; its types leave it out. */
interface Isolation {
  withLocalStorage: <T>(run: () => T) => T;
  getStore: () => { callbacks: object };
}

/** A program whose entry point exports a function. */
type Main = () => unknown;

let current = '';

/** Only this file may use the channel to the parent: no program can reply in its place. */
const send = process.send?.bind(process);
process.send = undefined;

let answer: (value: Answer) => void = () => {};
let dir = '';

let unanswered = nothingUnanswered();
/** The texts that the current program has marked as secret. */
let ownSecrets = new Set<string>();
const initialEnvironment = { ...process.env };

/** The runs of the stacks so far. The last one is filled while its program runs. */
let runs: StackRun[] = [];

const fail = (error: unknown) => {
  const failure = failureOf(error, dir);
  const reply = answer;
  // only the first failure is reported
  answer = () => {};
  // resources that were created before the failure are registered a moment later
  const hint = hintFor(unanswered, failure.message, current);
  setImmediate(() => reply({ runs, failure: { stack: current, hint, ...failure } }));
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

// a parent that was killed cannot stop this process
const exit = process.exit.bind(process);
process.once('disconnect', () => exit(1));

process.exit = () => {
  const error = new Error('it calls process.exit, which ends it before Pulumi has every resource');
  fail(error);
  throw error;
};

process.on('message', message => {
  const execution = message as Execution;
  ({ dir } = execution);
  process.chdir(dir);
  answer = value => {
    // a program gets one answer; then the channel keeps this process alive until the next program
    answer = () => {};
    process.channel?.ref();
    send?.(value);
  };
  // the channel to the parent must not keep the event loop alive during a run
  process.channel?.unref();
  runs = [];
  run(execution).then(() => answer({ runs }), fail);
});

blockNetwork();
ignoreSideEffects(omit);

/** Records a part of the program that is not executed. */
function omit(kind: OmissionKind, detail: string, stack = new Error().stack ?? ''): void {
  const omission = { kind, detail, source: sourceIn(stack, dir) };
  runs.at(-1)?.omissions.push(omission);
}

/** Loads the SDK once, which takes most of the time; each stack's run has a state of its own. */
async function run(execution: Execution): Promise<void> {
  loadTypeScriptUnder(execution.dir);
  setSources(execution.sources ?? {});
  // the program's own copy of the SDK when it has one: there must be only one in the process
  const load = createRequire(path.join(execution.dir, 'index.ts'));
  const { withLocalStorage } = load('@pulumi/pulumi/runtime/state') as Isolation;
  for (const stack of execution.stacks) {
    current = stack.stack;
    forgetProgram(load, execution.dir);
    await withLocalStorage(() => runStack(load, execution, stack));
  }
}

async function runStack(
  load: NodeJS.Require,
  { dir, entry, project }: Execution,
  { stack, config, secretKeys, world }: StackConfig,
) {
  unanswered = nothingUnanswered();
  ownSecrets = new Set();
  setEnvironment(initialEnvironment, world.environment, dir, unanswered);
  const pulumi = load('@pulumi/pulumi') as typeof import('@pulumi/pulumi');
  seeAnonymousFunctions(pulumi.Resource);
  omitPromiseTraces(load('@pulumi/pulumi/runtime/debuggable') as Debuggable);
  watchCallbacks(pulumi.Output, stack => omit('callback', '', stack));
  watchSecrets(pulumi, secret => ownSecrets.add(secret));
  const mocks = load('@pulumi/pulumi/runtime/mocks') as typeof import('@pulumi/pulumi/runtime/mocks');
  const settings = load(
    '@pulumi/pulumi/runtime/settings',
  ) as typeof import('@pulumi/pulumi/runtime/settings');
  const transforms = new Transforms({
    rpc: load('@pulumi/pulumi/runtime/rpc') as TransformSdk['rpc'],
    Callback: (load('@pulumi/pulumi/proto/callback_pb') as TransformSdk).Callback,
  });
  const {
    mocks: answers,
    createMonitor,
    recorded,
  } = recorder(mocks.MockMonitor, pulumi.runtime, {
    dir,
    region: config['aws:region'],
    load,
    world,
    transforms,
    ownSecrets,
    unanswered,
  });

  runs.push({ stack, resources: recorded, omissions: [] });

  // as a preview: values that are known only when it is deployed stay unknown instead of being left out
  await mocks.setMocks(answers, project, stack, true, world.organization);
  settings.setMockOptions(createMonitor(), project, stack, true, world.organization);
  const { getStore } = load('@pulumi/pulumi/runtime/state') as Isolation;
  getStore().callbacks = transforms.callbacks;
  pulumi.runtime.setAllConfig(config, secretKeys);
  await pulumi.runtime.runInPulumiStack(async () => {
    const program = await whenReady(load(entry));
    const main = mainOf(program);
    if (!main) return program;
    return await main();
  });
  await drained();
  await pulumi.runtime.disconnect();
}

function mainOf(program: unknown): Main | undefined {
  const { default: exported } = (program ?? {}) as { default?: unknown };
  return [program, exported].find((value): value is Main => typeof value === 'function');
}

/** The SDK finds positions by an expression that skips anonymous functions, such as `zones.forEach(zone => ...)`. */
function seeAnonymousFunctions(Resource: object): void {
  Object.assign(Resource, {
    framePositionRegExp:
      /^\s*at (?:.* \()?(?:async )?(?:file:\/\/)?(?<file>\/[^()]*):(?<line>\d+):(?<column>\d+)\)?$/,
  });
}

/**
 * Waits until the event loop is empty, as Pulumi itself does: only then has Node reported every rejected promise, and
 * resources that are registered after a timer or a file access are there.
 */
function drained(): Promise<void> {
  return new Promise(resolve => {
    // in a turn of its own, or else Node would exit before it notices the next stack's run
    process.once('beforeExit', () => setImmediate(resolve));
  });
}

/** Removes the program's own files from the module cache, so that they run again. */
function forgetProgram(load: NodeJS.Require, dir: string): void {
  const folders = foldersOf(dir);
  for (const file of Object.keys(load.cache)) {
    const isOwn = folders.some(folder => file.startsWith(folder + path.sep));
    if (isOwn && !file.includes(`${path.sep}node_modules${path.sep}`)) delete load.cache[file];
  }
}
