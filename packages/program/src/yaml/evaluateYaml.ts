import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { firstValue, type YamlSource } from '@goldpath/diagnostics';
import { isUnknown, listOf, valueAt } from '../graph/graph.ts';
import { EmptyProgramError } from '../programError.ts';
import { createOffline, namesIn } from '../run/offline.ts';
import {
  type Execution,
  type Omission,
  type RecordedResource,
  type StackConfig,
  type StackRun,
  unknownValue,
} from '../run/recorded.ts';
import { markSecretParts, unwrapSecrets } from '../graph/secretValues.ts';
import { callYaml, fullToken, YamlSecret } from './functions.ts';
import { type Packages, parse, readPackages } from './packages.ts';

type Values = Record<string, unknown>;

/** A reference: `${name}`, `${name.output}` or `${name.list[0]}`; `$${` is a plain `${`. */
const reference = /(?<!\$)\$\{([^}]+)\}/g;

/**
 * Evaluates a program of Pulumi YAML offline, once for each stack, with the components of packages in the same language. A value that
 * cannot be determined is unknown, and components that the program itself declares are omissions.
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
  const packages = await readPackages(program, dir);
  return stacks.map(stack => {
    const shared = { dir, project, stack, packages, created: { count: 0 }, secrets: new Set<string>() };
    const evaluation = new YamlEvaluation(program, { ...shared, entry, source, keys: [] });
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

interface Surroundings extends Pick<Execution, 'dir' | 'entry' | 'project'> {
  stack: StackConfig;
  source: YamlSource;
  /** the keys that lead to the program in the file */
  keys: readonly string[];
  packages: Packages;
  /** how many resources there are, in the program and in its components */
  created: { count: number };
  /** the texts that the program has marked as secret so far */
  secrets: Set<string>;
  /** the component whose resources are evaluated, and its inputs */
  component?: { recorded: RecordedResource; inputs: Values };
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
  readonly #inComponents: RecordedResource[] = [];

  constructor(program: Values, surroundings: Surroundings) {
    this.#program = program as Record<string, Values>;
    this.#surroundings = surroundings;
  }

  /** Returns the resources in the order of the file. */
  resources(): RecordedResource[] {
    const names = Object.keys(this.#program.resources ?? {});
    const own = names.map(name => this.#create(name)?.recorded).filter(resource => resource !== undefined);
    return [...own, ...this.#inComponents];
  }

  /** Returns the values that a component of this program gives to the one that uses it. */
  outputs(): Values {
    return this.#evaluate(this.#program.outputs ?? {}) as Values;
  }

  #create(name: string): Created | undefined {
    const known = this.#created.get(name);
    const declared = this.#program.resources?.[name] as Values | undefined;
    // a resource that refers to itself is unknown in itself
    if (known || !declared || this.#values.has(`resource ${name}`)) return known;
    this.#values.set(`resource ${name}`, unknownValue);
    const { stack, packages, component, created } = this.#surroundings;
    const token = String(declared.type).replace(':index:', ':');
    const isInPackage = packages.names.has(token.split(':')[0] ?? '');
    const type = isInPackage ? token.replace(':', ':index:') : fullToken(String(declared.type));
    const given = typeof declared.name === 'string' ? declared.name : name;
    const registered = component ? `${component.recorded.name}-${given}` : given;
    const { inputs, paths } = this.#unwrap(this.#evaluate(declared.properties ?? {}) as Values);
    const id = valueAt(declared, ['get', 'id']);
    created.count += 1;
    const offline = createOffline({
      type,
      name: registered,
      number: created.count,
      id: id === undefined ? undefined : String(this.#evaluate(id)),
      inputs,
      region: stack.config['aws:region'] ?? '',
    });
    const recorded: RecordedResource = {
      ...this.#place(name, { type, name: registered }),
      handles: { ...offline.handles, ...namesIn(inputs) },
      external: id !== undefined,
      inputs: markSecretParts(inputs, paths, [...this.#surroundings.secrets]),
      ...(paths.length > 0 && { secrets: paths }),
      dependencies: this.#dependenciesOf(declared),
      propertyDependencies: {},
      remote: /^(?:awsx|eks):/.test(type) || (isInPackage && !packages.components.has(token)),
    };
    const outputs = this.#construct(token, recorded);
    const made = { recorded, state: { ...offline.state, ...outputs, id: offline.id, urn: recorded.urn } };
    this.#created.set(name, made);
    return made;
  }

  /** Returns the URNs of the resources that a resource names in its option "dependsOn". */
  #dependenciesOf(declared: Values): string[] {
    const named = listOf(valueAt(declared, ['options', 'dependsOn']));
    return named.map(value => this.#resourceOf(value)?.urn).filter(urn => urn !== undefined);
  }

  /** Returns what identifies a resource, and where it is declared. */
  #place(key: string, { type, name }: Pick<RecordedResource, 'type' | 'name'>) {
    const { entry, project, stack, source, keys, component } = this.#surroundings;
    const declared = this.#program.resources?.[key];
    const parent = this.#resourceOf(valueAt(declared, ['options', 'parent'])) ?? component?.recorded;
    const chain = parent ? `${parent.urn.split('::')[2]}$` : '';
    return {
      type,
      name,
      urn: `urn:pulumi:${stack.stack}::${project}::${chain}${type}::${name}`,
      ...(parent && { parent: parent.urn }),
      source: { file: entry, line: source.lineOf([...keys, 'resources', key]) },
    };
  }

  /** Creates the resources of a component whose declaration is available, and returns its outputs. */
  #construct(token: string, recorded: RecordedResource): Values {
    const { packages } = this.#surroundings;
    const found = packages.components.get(token);
    if (!found) return {};
    const { declaration, ...place } = found;
    const component = { recorded, inputs: recorded.inputs };
    // a component that contains itself is not visible in itself
    const components = new Map([...packages.components].filter(([other]) => other !== token));
    const evaluation = new YamlEvaluation(declaration, {
      ...this.#surroundings,
      ...place,
      component,
      packages: { ...packages, components },
    });
    this.#inComponents.push(...evaluation.resources());
    return evaluation.outputs();
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
    const { inputs, paths } = this.#unwrap({ argument: this.#evaluate(argument) });
    const result = callYaml(name, inputs.argument, { dir, region, world: stack.world });
    return paths.length > 0 && !isUnknown(result) ? new YamlSecret(result) : result;
  }

  /** Removes the wrappers of secrets, and remembers their texts. */
  #unwrap(values: Values): { inputs: Values; paths: string[] } {
    const unwrapped = unwrapSecrets(values, value =>
      value instanceof YamlSecret ? [value.content] : undefined,
    );
    for (const text of unwrapped.values) this.#surroundings.secrets.add(text);
    return unwrapped;
  }

  #interpolate(text: string): unknown {
    const whole = /^\$\{([^}]+)\}$/.exec(text)?.[1];
    if (whole !== undefined) return this.#read(whole);
    const parts: unknown[] = [];
    const result = text
      .replaceAll(reference, (_all, path: string) => {
        const { inputs, paths } = this.#unwrap({ value: this.#read(path) });
        parts.push(...paths);
        return typeof inputs.value === 'object' && inputs.value !== null
          ? unknownValue
          : String(inputs.value);
      })
      .replaceAll('$${', '${');
    return parts.length > 0 ? new YamlSecret(result) : result;
  }

  #read(text: string): unknown {
    const [first = '', ...path] = text.replaceAll(/\[["']?([^\]"']+)["']?\]/g, '.$1').split('.');
    const value = this.#named(first, path.length > 0);
    if (isUnknown(value)) return value;
    if (value instanceof YamlSecret) return new YamlSecret(valueAt(value.content, path) ?? unknownValue);
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
    const { project, stack, component } = this.#surroundings;
    if (component) return component.inputs[name] ?? this.#defaultOf(name);
    const value = stack.config[name.includes(':') ? name : `${project}:${name}`];
    if (value === undefined) return unknownValue;
    const declared = (this.#program.config ?? this.#program.configuration)?.[name];
    const type = valueAt(declared, ['type']);
    const isText =
      type === 'string' || (type === undefined && typeof (valueAt(declared, ['default']) ?? '') === 'string');
    if (isText) return value;
    return /^(?:true|false|-?\d+(?:\.\d+)?|[[{].*)$/s.test(value) ? JSON.parse(value) : value;
  }
  /** The value of an input that is not given. */
  #defaultOf(name: string): unknown {
    const value = valueAt(this.#program.inputs?.[name], ['default']);
    return value === undefined ? unknownValue : this.#evaluate(value);
  }
}
