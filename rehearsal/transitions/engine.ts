import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { x } from 'tinyexec';
import { stringify } from 'yaml';
import { setUpEngine } from '../engine/setUp.ts';
import type { Configuration } from './configurations.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { compileProgram } from './program.ts';

/** The folder of a stack's state, from which any number of runs can start. */
export type Snapshot = string;

/** A resource in a state. */
export interface Resource {
  type: string;
  urn: string;
  inputs?: Record<string, unknown>;
}

/** The decision of the service's scripts about a plan. */
export interface Decision {
  /** who may make the changes */
  by: 'pipeline' | 'person';
  /** a sentence with which `deploy/keep-data.sh` rejects them */
  loss?: string;
}

/** Starts runs of a program under the engine, each with a state of its own. */
export class Engine {
  readonly #folder: string;
  readonly #bin: string;
  /** the empty stack of each stage */
  readonly #stacks = new Map<string, Promise<Snapshot>>();
  #runs = 0;

  private constructor(folder: string, bin: string) {
    this.#folder = folder;
    this.#bin = bin;
  }

  /**
   * @param source - the folder of the program, beside that of the deployment scripts
   * @param modules - its node_modules
   */
  static async open(source: string, modules: string): Promise<Engine> {
    const { bin } = await setUpEngine();
    const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-transitions-'));
    await compileProgram(source, modules, path.join(folder, 'program'));
    const deploy = path.join(folder, 'deploy');
    await mkdir(deploy);
    for (const script of ['plan.sh', 'keep-data.sh'])
      await copyFile(path.join(source, '..', 'deploy', script), path.join(deploy, script));
    await writeScript(path.join(deploy, 'pulumi.sh'), 'cat "$PLAN"');
    return new Engine(folder, bin);
  }

  /**
   * Deploys a configuration.
   *
   * @param from - the state of the stack before it; undefined for a new one
   * @param refused - a part of the URNs that the provider refuses to create
   */
  async up(
    stage: string,
    from: Snapshot | undefined,
    configuration: Configuration,
    refused = '',
  ): Promise<{ outcome: Outcome; state: Snapshot }> {
    const state = await this.#prepare(stage, from, configuration);
    const args = ['up', '--yes', '--skip-preview'];
    return { outcome: await this.#pulumi(state, { STANDIN_FAIL_CREATE: refused }, args), state };
  }

  /** Shows the changes that a deployment would make. */
  async preview(stage: string, from: Snapshot, configuration: Configuration): Promise<Outcome> {
    return this.#pulumi(await this.#prepare(stage, from, configuration), {}, ['preview']);
  }

  /** Deletes the resources of a stack, after a preview, as the runbook does. */
  async destroy(stage: string, from: Snapshot): Promise<Outcome> {
    const run = await this.#prepare(stage, from, {});
    const outcome = await this.#pulumi(run, {}, ['destroy', '--preview-only']);
    return outcome.succeeded ? this.#pulumi(run, {}, ['destroy', '--yes', '--skip-preview']) : outcome;
  }

  /** Runs the scripts of the service that decide about a plan. */
  async decide({ operations }: Outcome): Promise<Decision> {
    const plan = path.join(await this.#newRun(), 'plan.json');
    const steps = operations.map(one => ({ op: one.op, urn: one.urn, oldState: one.old, newState: one.new }));
    await writeFile(plan, JSON.stringify({ steps }));
    const nodeOptions = { cwd: path.join(this.#folder, 'deploy'), env: { ...process.env, PLAN: plan } };
    const kept = await x('bash', ['-c', './keep-data.sh <"$PLAN"'], { nodeOptions });
    // the order of the sentences is that in which the engine visits the resources; the last one is about all of them
    if (kept.exitCode !== 0)
      return { by: 'person', loss: kept.stderr.trim().split('\n').slice(0, -1).sort()[0] };
    const { exitCode } = await x('bash', ['plan.sh', 'digest'], { nodeOptions });
    return { by: exitCode === 0 ? 'pipeline' : 'person' };
  }

  /** The resources in a state. */
  async resources(state: Snapshot): Promise<Resource[]> {
    const [file = ''] = await statesIn(path.join(state, '.pulumi', 'stacks'));
    const { checkpoint } = JSON.parse(await readFile(file, 'utf8')) as {
      checkpoint: { latest: { resources: Resource[] } };
    };
    return checkpoint.latest.resources;
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  /** Creates the folder of a run: the state of its stack and the file of its stage. */
  async #prepare(stage: string, from: Snapshot | undefined, configuration: Configuration): Promise<Snapshot> {
    const start = from ?? (await this.#empty(stage));
    const run = await this.#newRun();
    await copyStates(path.join(start, '.pulumi'), path.join(run, '.pulumi'));
    const settings = fileOf(stage);
    const salt = /^encryptionsalt:.*$/m.exec(await readFile(path.join(start, settings), 'utf8'))?.[0];
    const config = Object.fromEntries(
      Object.entries(configuration).map(([key, value]) => [key, asYaml(value)]),
    );
    await writeFile(path.join(run, settings), `${salt}\n${stringify({ config })}`);
    return run;
  }

  /** Creates the stack of a stage once. */
  #empty(stage: string): Promise<Snapshot> {
    let empty = this.#stacks.get(stage);
    if (!empty) this.#stacks.set(stage, (empty = this.#init(stage)));
    return empty;
  }

  async #init(stage: string): Promise<Snapshot> {
    const run = await this.#newRun();
    const { exitCode, stderr } = await this.#start(run, {}, ['stack', 'init', stage]);
    if (exitCode !== 0) throw new Error(`pulumi stack init ${stage} exited with ${exitCode}:\n${stderr}`);
    await rename(path.join(this.#folder, 'program', fileOf(stage)), path.join(run, fileOf(stage)));
    return run;
  }

  async #newRun(): Promise<Snapshot> {
    this.#runs += 1;
    const run = path.join(this.#folder, `run-${this.#runs}`);
    await mkdir(run);
    return run;
  }

  async #pulumi(run: Snapshot, env: Record<string, string>, command: readonly string[]): Promise<Outcome> {
    const settings = (await readdir(run)).find(name => name.startsWith('Pulumi.')) ?? '';
    const at = ['--stack', settings.split('.')[1] ?? '', '--config-file', path.join(run, settings)];
    const { exitCode, stdout, stderr } = await this.#start(run, env, [...command, '--json', ...at]);
    const outcome = outcomeOf(stdout, exitCode === 0);
    if (exitCode !== 0 && outcome.errors.length === 0)
      throw new Error(
        `pulumi ${command.join(' ')} exited with ${exitCode}:\n${(stderr + stdout).slice(-2000)}`,
      );
    return outcome;
  }

  #start(run: Snapshot, env: Record<string, string>, args: readonly string[]) {
    const nodeOptions = {
      cwd: path.join(this.#folder, 'program'),
      env: {
        ...process.env,
        ...env,
        PATH: `${this.#bin}${path.delimiter}${process.env.PATH}`,
        NODE_COMPILE_CACHE: path.join(this.#folder, 'compiled'),
        // the SDK takes the stack of each resource's constructor, which is a fifth of the time of a run
        NODE_OPTIONS: '--stack-trace-limit=1 --max-semi-space-size=16',
        PULUMI_HOME: path.join(run, 'home'),
        PULUMI_BACKEND_URL: `file://${run}`,
        PULUMI_CONFIG_PASSPHRASE: 'rehearsal',
        PULUMI_SKIP_UPDATE_CHECK: 'true',
        PULUMI_ENABLE_STREAMING_JSON_PREVIEW: 'true',
      },
    };
    return x('pulumi', ['--non-interactive', ...args], { nodeOptions });
  }
}

const fileOf = (stage: string) => `Pulumi.${stage}.yaml`;

/** Lists as a person writes them. */
function asYaml(value: string): unknown {
  return value.startsWith('[') ? (JSON.parse(value) as unknown) : value;
}

async function writeScript(file: string, command: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${command}\n`);
  await chmod(file, 0o755);
}

/** Copies the states of the stacks, without their history. */
async function copyStates(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await copyFile(path.join(from, 'meta.yaml'), path.join(to, 'meta.yaml'));
  for (const file of await statesIn(path.join(from, 'stacks'))) {
    const target = path.join(to, path.relative(from, file));
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(file, target);
  }
}

/** The files of states in a folder. */
async function statesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return files
    .filter(file => file.isFile() && file.name.endsWith('.json'))
    .map(file => path.join(file.parentPath, file.name));
}
