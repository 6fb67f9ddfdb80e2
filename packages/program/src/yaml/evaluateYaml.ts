import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { firstValue, parseYaml, YamlError, type YamlSource } from '@goldpath/diagnostics';
import { isUnknown, valueAt } from '../graph/graph.ts';
import { EmptyProgramError, ProgramError } from '../programError.ts';
import { createOffline, namesIn } from '../run/offline.ts';
import {
  type Execution,
  type Omission,
  type RecordedResource,
  type StackConfig,
  type StackRun,
  unknownValue,
} from '../run/recorded.ts';
import { callYaml, fullToken } from './functions.ts';

type Values = Record<string, unknown>;

/** A reference: `${name}`, `${name.output}` or `${name.list[0]}`; `$${` is a plain `${`. */
const reference = /(?<!\$)\$\{([^}]+)\}/g;

/**
 * Evaluates a program of Pulumi YAML offline, once for each stack. A value that cannot be determined is unknown, and
 * components are omissions.
 *
 * @throws ProgramError when the file is not valid YAML
 * @throws EmptyProgramError when it has no resource
 */
export async function evaluateYaml({ dir, entry, project, stacks }: Execution): Promise<StackRun[]> {
  const source = parse(await readFile(entry, 'utf8'), path.relative(dir, entry));
  const program = (firstValue(source) ?? {}) as Values;
  if (Object.keys(program.resources ?? {}).length === 0)
    throw new EmptyProgramError(`The program in ${dir} registers no resource: there is nothing to check.`);
  const omissions = componentOmissions(program, entry, source);
  return stacks.map(stack => {
    const evaluation = new YamlEvaluation(program, { dir, entry, project, stack, source });
    return { stack: stack.stack, resources: evaluation.resources(), omissions };
  });
}

function componentOmissions(program: Values, entry: string, source: YamlSource): Omission[] {
  return Object.keys(program.components ?? {}).map(name => ({
    kind: 'component',
    detail: name,
    source: { file: entry, line: source.lineOf(['components', name]) },
  }));
}

function parse(text: string, file: string): YamlSource {
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new ProgramError(`invalid YAML: ${error.message}; fix the syntax.`, { file, line: error.line });
  }
}

interface Surroundings extends Pick<Execution, 'dir' | 'entry' | 'project'> {
  stack: StackConfig;
  source: YamlSource;
}

/** A resource that is created, and the values that a program can read from it. */
interface Created {
  recorded: RecordedResource;
  state: Values;
}

class YamlEvaluation {
  readonly #program: Record<string, Values>;
  readonly #surroundings: Surroundings;
  readonly #values = new Map<string, unknown>();
  readonly #created = new Map<string, Created>();

  constructor(program: Values, surroundings: Surroundings) {
    this.#program = program as Record<string, Values>;
    this.#surroundings = surroundings;
  }

  /** Returns the resources in the order of the file. */
  resources(): RecordedResource[] {
    const names = Object.keys(this.#program.resources ?? {});
    return names.map(name => this.#create(name)?.recorded).filter(resource => resource !== undefined);
  }

  #create(name: string): Created | undefined {
    const known = this.#created.get(name);
    const declared = this.#program.resources?.[name] as Values | undefined;
    // a resource that refers to itself is unknown in itself
    if (known || !declared || this.#values.has(`resource ${name}`)) return known;
    this.#values.set(`resource ${name}`, unknownValue);
    const { entry, project, stack, source } = this.#surroundings;
    const type = fullToken(String(declared.type));
    const registered = typeof declared.name === 'string' ? declared.name : name;
    const parent = this.#resourceOf(valueAt(declared, ['options', 'parent']));
    const inputs = this.#evaluate(declared.properties ?? {}) as Values;
    const id = valueAt(declared, ['get', 'id']);
    const number = this.#created.size + 1;
    const region = stack.config['aws:region'] ?? '';
    const given = id === undefined ? undefined : String(this.#evaluate(id));
    const offline = createOffline({ type, name, number, id: given, inputs, region });
    const chain = parent ? `${parent.urn.split('::')[2]}$` : '';
    const recorded: RecordedResource = {
      type,
      name: registered,
      urn: `urn:pulumi:${stack.stack}::${project}::${chain}${type}::${registered}`,
      ...(parent && { parent: parent.urn }),
      handles: { ...offline.handles, ...namesIn(inputs) },
      external: id !== undefined,
      inputs,
      dependencies: [],
      propertyDependencies: {},
      remote: /^(?:awsx|eks):/.test(type),
      source: { file: entry, line: source.lineOf(['resources', name]) },
    };
    const created = { recorded, state: { ...offline.state, id: offline.id, urn: recorded.urn } };
    this.#created.set(name, created);
    return created;
  }

  #resourceOf(value: unknown): RecordedResource | undefined {
    const name = /^\$\{(\w[\w-]*)\}$/.exec(String(value))?.[1];
    return name === undefined ? undefined : this.#create(name)?.recorded;
  }

  #evaluate(value: unknown): unknown {
    if (typeof value === 'string') return this.#interpolate(value);
    if (Array.isArray(value)) return value.map(item => this.#evaluate(item));
    if (typeof value !== 'object' || value === null) return value;
    const [key = '', ...others] = Object.keys(value);
    const name = /^fn::(.+)$/.exec(key)?.[1];
    if (name !== undefined && others.length === 0) return this.#call(name, (value as Values)[key]);
    return Object.fromEntries(Object.entries(value).map(([each, item]) => [each, this.#evaluate(item)]));
  }

  #call(name: string, argument: unknown): unknown {
    const { dir, stack } = this.#surroundings;
    const region = stack.config['aws:region'] ?? '';
    return callYaml(name, this.#evaluate(argument), { dir, region, world: stack.world });
  }

  #interpolate(text: string): unknown {
    const whole = /^\$\{([^}]+)\}$/.exec(text)?.[1];
    if (whole !== undefined) return this.#read(whole);
    return text
      .replaceAll(reference, (_all, path: string) => {
        const value = this.#read(path);
        return typeof value === 'object' && value !== null ? unknownValue : String(value);
      })
      .replaceAll('$${', '${');
  }

  #read(text: string): unknown {
    const [first = '', ...path] = text.replaceAll(/\[["']?([^\]"']+)["']?\]/g, '.$1').split('.');
    const value = this.#named(first, path.length > 0);
    if (isUnknown(value)) return value;
    return valueAt(value, path) ?? unknownValue;
  }

  /** @param hasPath whether a part of the value is read; a resource by itself is its id */
  #named(name: string, hasPath: boolean): unknown {
    const { dir, project, stack } = this.#surroundings;
    if (name === 'pulumi')
      return {
        cwd: dir,
        project,
        stack: stack.stack,
        organization: stack.world.organization || unknownValue,
      };
    const created = this.#create(name);
    if (created) return hasPath ? created.state : created.state.id;
    if (this.#values.has(name)) return this.#values.get(name);
    this.#values.set(name, unknownValue);
    const variables = this.#program.variables ?? {};
    const value = name in variables ? this.#evaluate(variables[name]) : this.#setting(name);
    this.#values.set(name, value);
    return value;
  }

  /** Configuration is a string; its declaration has its type. */
  #setting(name: string): unknown {
    const { project, stack } = this.#surroundings;
    const value = stack.config[name.includes(':') ? name : `${project}:${name}`];
    if (value === undefined) return unknownValue;
    const declared = (this.#program.config ?? this.#program.configuration)?.[name];
    const type = valueAt(declared, ['type']);
    const isText =
      type === 'string' || (type === undefined && typeof (valueAt(declared, ['default']) ?? '') === 'string');
    if (isText) return value;
    return /^(?:true|false|-?\d+(?:\.\d+)?|[[{].*)$/s.test(value) ? JSON.parse(value) : value;
  }
}
