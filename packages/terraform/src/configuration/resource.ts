import {
  createOffline,
  holdsUnknown,
  namesIn,
  type OfflineResource,
  type RecordedResource,
  unknownValue,
} from '@goldpath/program';
import { toInputs } from '../aws/inputs.ts';
import { camel, resourceType } from '../aws/resourceTypes.ts';
import type { Scope } from '../hcl/evaluate.ts';
import type { Block } from '../hcl/parse.ts';
import type { Lazy } from '../hcl/values.ts';
import { evaluateBody } from './body.ts';
import { once } from './once.ts';
import { toAttributes } from './outputs.ts';

/** The configuration that a resource belongs to. */
export interface Deployment {
  region: string;
  stage: string;
  project: string;
}

/** Attributes by which other resources refer to a resource. */
const naming = /(?:^|_)(?:arn|id|name|url|uri|endpoint|address|domain|bucket|identifier|family)$/;

/** An instance of a resource. Its arguments are evaluated when one of its attributes is read. */
export class Resource implements Lazy {
  readonly #block: Block;
  readonly #address: string;
  readonly #deployment: Deployment;
  readonly #type: string;
  readonly #id: string;
  readonly #values: () => Record<string, unknown>;
  readonly #offline: () => OfflineResource & { inputs: Record<string, unknown> };
  /** names whose value is unknown, by the value that takes their place */
  readonly #unknownNames: Record<string, string> = {};

  /**
   * @param address such as `module.network.aws_subnet.private[0]`
   * @param number unique in the configuration
   */
  constructor(block: Block, address: string, number: number, scope: Scope, deployment: Deployment) {
    this.#block = block;
    this.#address = address;
    this.#deployment = deployment;
    this.#type = resourceType(block.labels[0] ?? '');
    this.#id = `${this.#type}::${address}#${number}#`;
    this.#values = once(() => evaluateBody(block.body, scope));
    this.#offline = once(() => {
      const inputs = toInputs(this.#type, this.#values());
      const { region } = deployment;
      const offline = createOffline({
        type: this.#type,
        name: address,
        number,
        id: this.#id,
        inputs,
        region,
      });
      return { ...offline, inputs };
    });
  }

  attribute(name: string): unknown {
    if (name === 'id') return this.#id;
    const given = this.#values()[name];
    if (given === undefined || given === null) return this.#output(name);
    // what has an unknown name is still known to be this resource
    if (typeof given !== 'string' || !holdsUnknown(given) || !naming.test(name)) return given;
    const value = `${this.#id}/${camel(name)}`;
    this.#unknownNames[value] = camel(name);
    return value;
  }

  #output(name: string): unknown {
    const { state } = this.#offline();
    const value = state[camel(name)] ?? state[`${camel(name)}s`];
    return value === undefined ? unknownValue : toAttributes(value);
  }

  /** Returns the resource as the rules see it. Call it when all of the configuration is evaluated. */
  record(): RecordedResource {
    const { inputs, handles } = this.#offline();
    const { stage, project } = this.#deployment;
    return {
      type: this.#type,
      name: this.#address,
      urn: `urn:pulumi:${stage}::${project}::${this.#type}::${this.#address}`,
      handles: { ...handles, ...namesIn(inputs), ...this.#unknownNames },
      external: false,
      inputs,
      dependencies: [],
      propertyDependencies: {},
      remote: false,
      source: { file: this.#block.file, line: this.#block.line },
    };
  }
}
