import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { type Change, changesOf, type Configuration, digests, endsOf } from './configurations.ts';
import { shortened, type Transition } from './document.ts';
import type { Engine, Resource, Snapshot } from './engine.ts';
import { countsOf, endOf, notableOf, type Outcome } from './outcome.ts';
import { deniedCalls, type Statement } from './permissions.ts';
import { deniedReads } from './reads.ts';

/** A pipeline and its state, so that the program has its roles, and what every stage needs to be deployed. */
const pipeline: Configuration = {
  'service:repository': 'acme/shop',
  'service:stateBucket': 'acme-state',
  'service:stateKeyArn': 'arn:aws:kms:us-east-1:123456789012:key/state',
  'service:plainHttp': 'accepted',
};

/** Takes a stage of a program through its transitions. */
export class Stage {
  /** the configuration that the other ones differ from */
  readonly base: Configuration;
  /** a change for each key */
  readonly changes: readonly Change[];
  readonly #engine: Engine;
  readonly #name: string;
  /** the states after a first deployment, by configuration */
  readonly #deployed = new Map<string, Promise<Snapshot>>();

  private constructor(engine: Engine, name: string, base: Configuration, changes: readonly Change[]) {
    this.#engine = engine;
    this.#name = name;
    this.base = base;
    this.changes = changes;
  }

  /**
   * @param source - the folder of the program, with the file of the stage
   */
  static async open(engine: Engine, source: string, name: string): Promise<Stage> {
    const { config } = parse(await readFile(path.join(source, `Pulumi.${name}.yaml`), 'utf8')) as {
      config: Record<string, unknown>;
    };
    const schema = JSON.parse(await readFile(path.join(source, 'config.schema.json'), 'utf8')) as {
      properties: Parameters<typeof changesOf>[0];
    };
    const values = Object.entries(config).map(([key, value]) => [key, String(value)]);
    const base = {
      ...(Object.fromEntries(values) as Configuration),
      ...pipeline,
      'service:image': digests[0],
    };
    return new Stage(engine, name, base, changesOf(schema.properties, base));
  }

  /** A stage without an image gets its first one. */
  async release(): Promise<Transition[]> {
    const before = await this.#deploy({ ...this.base, 'service:image': 'none' });
    const first = { ...this.base, 'release:first': 'true' };
    const outcome = await this.#engine.preview(this.#name, before, first);
    return [await this.#describe('first release', 'none -> a digest', before, outcome)];
  }

  /**
   * A first deployment fails, and is started again.
   *
   * @param urn - a part of the URN of the resource that fails once
   * @throws Error when the second deployment does not create exactly what the first one did not
   */
  async fail(urn: string): Promise<Transition[]> {
    const { outcome, state } = await this.#engine.up(this.#name, undefined, this.base, urn);
    if (outcome.succeeded) throw new Error(`${this.#name} has no resource of the type ${urn}.`);
    const again = await this.#engine.up(this.#name, state, this.base);
    const row = await this.#describe('first deployment', `again after ${urn} failed`, state, again.outcome);
    const rest = await this.#engine.preview(this.#name, again.state, this.base);
    const end = rest.operations.length === 0 ? row.end : `${row.end}, but not everything`;
    // how much is left depends on the order in which the engine creates resources
    return [{ ...row, end, counts: 'the rest', notable: '' }];
  }

  /** A key changes. */
  async change(change: Change): Promise<Transition[]> {
    const [before, after] = endsOf(this.base, change);
    const start = await this.#deploy(before);
    const outcome = await this.#engine.preview(this.#name, start, after);
    return [await this.#describe(change.key, namesOf(change).join(' -> '), start, outcome)];
  }

  /** A key changes, and changes back where the change was more than updates. */
  async changeAndBack(change: Change): Promise<Transition[]> {
    const [before, after] = endsOf(this.base, change);
    const start = await this.#deploy(before);
    const { outcome, state } = await this.#engine.up(this.#name, start, after);
    const there = await this.#describe(change.key, namesOf(change).join(' -> '), start, outcome);
    if (there.end !== 'applied' || there.onlyUpdates) return [there];
    const back = await this.#engine.preview(this.#name, state, before);
    return [there, await this.#describe(change.key, namesOf(change).reverse().join(' -> '), state, back)];
  }

  async destroy(): Promise<Transition[]> {
    const outcome = await this.#engine.destroy(this.#name, await this.#deploy(this.base));
    const counts = outcome.succeeded ? countsOf(outcome.operations) : 'nothing';
    const about = { stage: this.#name, subject: 'the stage', change: 'destroy', onlyUpdates: false };
    return [{ ...about, end: endOf(outcome), by: 'person', counts, notable: '' }];
  }

  /**
   * The reads that a comparison of the stage needs, with each change of a key, and that the role for comparisons may not do.
   *
   * @returns sentences
   */
  async deniedReads(): Promise<string[]> {
    const states = await Promise.all(this.#deployed.values());
    const resources = (await Promise.all(states.map(state => this.#engine.resources(state)))).flat();
    const statements = statementsOf(resources, /-read$/);
    return deniedReads(
      resources.map(({ type }) => type),
      statements,
    );
  }

  /** The state of the stage with a configuration: after its first deployment, or a later one where that is faster. */
  #deploy(configuration: Configuration): Promise<Snapshot> {
    const key = JSON.stringify(configuration);
    let deployed = this.#deployed.get(key);
    if (!deployed) this.#deployed.set(key, (deployed = this.#start(configuration)));
    return deployed;
  }

  async #start(configuration: Configuration): Promise<Snapshot> {
    const isLater = configuration !== this.base && configuration['service:image'] !== 'none';
    const from = isLater ? await this.#deploy(this.base) : undefined;
    const { outcome, state } = await this.#engine.up(this.#name, from, configuration);
    if (!outcome.succeeded)
      throw new Error(`The deployment of ${this.#name} failed: ${outcome.errors.join('\n')}`);
    return state;
  }

  async #describe(subject: string, change: string, from: Snapshot, outcome: Outcome): Promise<Transition> {
    const { operations, succeeded } = outcome;
    const onlyUpdates = operations.every(({ op }) => op === 'update');
    const about = { stage: this.#name, subject, change, onlyUpdates };
    if (!succeeded) return { ...about, end: endOf(outcome), by: '-', counts: '', notable: '' };
    if (operations.length === 0) return { ...about, end: 'applied', by: '-', counts: 'nothing', notable: '' };
    const { by, loss } = await this.#engine.decide(outcome);
    const [denied] =
      by === 'pipeline' ? deniedCalls(operations, await this.#permissions(from), this.#region) : [];
    let end = 'applied';
    if (loss) end = `loses data: ${loss}`;
    if (denied) end = `denied: ${denied}`;
    return { ...about, end, by, counts: countsOf(operations), notable: notableOf(operations) };
  }

  /** The statements of the role with which the pipeline releases, in a state. */
  async #permissions(state: Snapshot): Promise<Statement[]> {
    return statementsOf(await this.#engine.resources(state), /-deploy-\w+$/);
  }

  get #region(): string {
    return this.base['aws:region'] ?? '';
  }
}

/** The statements of the role policies with a URN that matches. */
function statementsOf(resources: readonly Resource[], urns: RegExp): Statement[] {
  const policies = resources
    .filter(({ type, urn }) => type === 'aws:iam/rolePolicy:RolePolicy' && urns.test(urn))
    .map(({ inputs }) => JSON.parse(String(inputs?.policy)) as { Statement: Statement[] });
  return policies.flatMap(({ Statement }) => Statement);
}

const namesOf = ({ from, to }: Change) => [shortened(from), shortened(to)];
