import path from 'node:path';
import { lookUpOffline, type Omission, unknownValue } from '@goldpath/program';
import { toInputs } from '../aws/inputs.ts';
import { functionToken } from '../aws/resourceTypes.ts';
import type { Scope } from '../hcl/evaluate.ts';
import type { Block } from '../hcl/parse.ts';
import type { Lazy } from '../hcl/values.ts';
import { evaluateBody, evaluateOr, type Instance, instancesOf, valueOf } from './body.ts';
import type { ModuleTree } from './moduleFiles.ts';
import { once, onceEach } from './once.ts';
import { toAttributes } from './outputs.ts';
import { type Deployment, Resource } from './resource.ts';
import { variableValue } from './variables.ts';

/** The state that all modules of a configuration share. */
export interface Configuration {
  deployment: Deployment;
  /** absolute path of the root module */
  root: string;
  /** is filled with the resources of all modules */
  resources: Resource[];
  /** is filled with the modules that are not available */
  omissions: Omission[];
}

/** Arguments of a module call that Terraform itself reads. */
const meta = new Set(['source', 'version', 'providers', 'count', 'for_each', 'depends_on']);

/** A module with values for its variables. Everything in it is evaluated when it is read. */
export class Module implements Lazy {
  readonly #tree: ModuleTree;
  readonly #address: string;
  readonly #configuration: Configuration;
  readonly #values: (name: string) => unknown;
  readonly scope: Scope;
  readonly #resource = onceEach(name => this.#resources(name));
  readonly #data = onceEach(name => this.#lookups(name));
  readonly #call = onceEach(name => this.#called(name));
  readonly #output = onceEach(name =>
    evaluateOr(this.#find('output', name)?.body.attributes.get('value')?.expression, this.scope),
  );

  /**
   * @param address the beginning of the addresses in it, such as `module.network.`; empty for the root
   * @param values returns the given value of a variable, or `undefined`
   */
  constructor(
    tree: ModuleTree,
    address: string,
    values: (name: string) => unknown,
    configuration: Configuration,
  ) {
    this.#tree = tree;
    this.#address = address;
    this.#values = values;
    this.#configuration = configuration;
    this.scope = { folder: tree.folder, get: this.#names() };
  }

  attribute(name: string): unknown {
    return this.#output(name);
  }

  /** Creates all resources of this module and of those that it calls. */
  create(): void {
    for (const { type, labels } of this.#tree.blocks) {
      if (type === 'resource') this.#resource(labels.join('.'));
      if (type === 'module') this.#call(labels.join('.'));
    }
  }

  #names(): (name: string) => unknown {
    const { folder } = this.#tree;
    const { root, deployment } = this.#configuration;
    const variable = onceEach(name => {
      const block = this.#find('variable', name);
      return block ? variableValue(block, this.#values(name), this.scope) : unknownValue;
    });
    const local = onceEach(name => this.#local(name));
    const named: Record<string, unknown> = {
      var: { attribute: variable },
      local: { attribute: local },
      module: { attribute: (name: string) => this.#call(name) },
      data: { attribute: (type: string) => ({ attribute: (name: string) => this.#data(`${type}.${name}`) }) },
      path: { module: path.relative(root, folder) || '.', root: '.', cwd: root },
      terraform: { workspace: deployment.stage },
      each: unknownValue,
      count: unknownValue,
      self: unknownValue,
    };
    return name => named[name] ?? { attribute: (label: string) => this.#resource(`${name}.${label}`) };
  }

  #find(type: string, name: string): Block | undefined {
    return this.#tree.blocks.find(block => block.type === type && block.labels.join('.') === name);
  }

  #local(name: string): unknown {
    const blocks = this.#tree.blocks.filter(({ type }) => type === 'locals');
    const expressions = blocks.map(({ body }) => body.attributes.get(name)?.expression);
    return evaluateOr(
      expressions.find(expression => expression !== undefined),
      this.scope,
    );
  }

  #resources(name: string): unknown {
    const block = this.#find('resource', name);
    if (!block) return unknownValue;
    const { resources, deployment } = this.#configuration;
    return valueOf(instancesOf(block.body, this.scope), ({ suffix, scope }) => {
      const address = `${this.#address}${name}${suffix}`;
      const resource = new Resource(block, address, resources.length + 1, scope, deployment);
      resources.push(resource);
      return resource;
    });
  }

  #lookups(name: string): unknown {
    const block = this.#find('data', name);
    if (!block) return unknownValue;
    return valueOf(instancesOf(block.body, this.scope), instance => this.#lookup(block, instance));
  }

  #lookup({ labels, body }: Block, { scope }: Instance): Lazy {
    const token = functionToken(labels[0] ?? '');
    const given = once(() => evaluateBody(body, scope));
    const result = once(() => {
      const inputs = toInputs(token, given());
      return toAttributes(lookUpOffline({ token, inputs }, this.#configuration.deployment.region)) as Record<
        string,
        unknown
      >;
    });
    return { attribute: name => result()[name] ?? given()[name] ?? unknownValue };
  }

  #called(name: string): unknown {
    const block = this.#find('module', name);
    if (!block) return unknownValue;
    const tree = this.#tree.calls.get(name);
    if (!tree) {
      const source = block.body.attributes.get('source')?.expression.text ?? '';
      const detail = `${this.#address}module.${name} (${source.replaceAll('"', '')})`;
      this.#configuration.omissions.push({
        kind: 'module',
        detail,
        source: { file: block.file, line: block.line },
      });
      return unknownValue;
    }
    return valueOf(instancesOf(block.body, this.scope), ({ suffix, scope }) => {
      const values = (argument: string) => {
        const attribute = meta.has(argument) ? undefined : block.body.attributes.get(argument);
        return attribute && evaluateOr(attribute.expression, scope);
      };
      const module = new Module(
        tree,
        `${this.#address}module.${name}${suffix}.`,
        values,
        this.#configuration,
      );
      module.create();
      return module;
    });
  }
}
