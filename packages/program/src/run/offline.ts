import { createRequire } from 'node:module';
import { unwrapSecrets } from '../graph/secretValues.ts';
import { answerCall, type Call, knownOutputs } from './fakes.ts';
import { secretMark, syntheticOutputs } from './outputs.ts';
import { unknownValue } from './recorded.ts';

type Values = Record<string, unknown>;

/** A resource that is created offline. */
export interface NewResource {
  type: string;
  name: string;
  /** distinguishes resources of the same type and name */
  number: number;
  /** the id of a resource that exists already */
  id?: string | undefined;
  inputs: Values;
  region: string;
}

/** The values of a resource as a deployment would return them. */
export interface OfflineResource {
  id: string;
  /** its inputs and its outputs, as far as they are known or have a stand-in */
  state: Values;
  /** the values that refer to it, each with the name of the output */
  handles: Record<string, string>;
}

/** Inputs by whose value other resources may refer to a resource. */
const naming = ['name', 'bucket', 'identifier', 'clusterIdentifier', 'functionName', 'family'];

/** Resolves the SDKs whose declarations are read. */
const ownPackages = createRequire(import.meta.url);

/**
 * Creates a resource offline. Its id and its outputs identify it, so that references to it survive in any value.
 *
 * @param load resolves packages as the program does
 */
export function createOffline(
  { type, name, number, id: given, inputs, region }: NewResource,
  load: NodeJS.Require = ownPackages,
): OfflineResource {
  // the number distinguishes children of the same type and name of two components
  const id = given || `${type}::${name}#${number}#`;
  const outputs = syntheticOutputs(load, { type, id, inputs, region });
  const handles = Object.entries(outputs).map(([output, value]) => [value, output] as const);
  return {
    id,
    state: { ...outputs, ...inputs, ...knownOutputs(type, id, inputs) },
    handles: Object.fromEntries([...handles, [id, 'id']]),
  };
}

/** Returns the values of a resource's own inputs that refer to it, each with the name of the input. */
export function namesIn(inputs: Values): Record<string, string> {
  const given = naming.filter(key => typeof inputs[key] === 'string' && inputs[key] !== unknownValue);
  return Object.fromEntries(given.map(key => [inputs[key] as string, key]));
}

/** Returns the result of a provider's function offline; secrets in it are marked. */
export function lookUpOffline(call: Call, region: string, given?: Values): Values {
  return unwrapSecrets(answerCall(call, region, ownPackages, given), contentOf).inputs;
}

function contentOf(value: unknown): [unknown] | undefined {
  if (typeof value !== 'object' || value === null || !('4dabf18193072939515e22adb298388d' in value))
    return undefined;
  return ['value' in value ? value.value : unknownValue];
}

/**
 * Returns a value that stands for a secret, and is found in every other value that contains it.
 *
 * @param origin such as `the variable password`
 */
export function secretOf(origin: string): string {
  return `${secretMark}:${origin}#`;
}
