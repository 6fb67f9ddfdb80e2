import { holdsUnknown, isUnknown, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import type { Finding } from './rule.ts';

/** The finding for a resource without its subject; `undefined` when the rule does not apply to it. */
export type Result = Omit<Finding, 'resource'> | undefined;

/** A check of one resource at a time. */
export type ResourceCheck = (resource: Node, graph: ResourceGraph) => Result | Result[];

/** Returns the check of a rule that looks at each resource of some types which the program creates. */
export function eachOf(types: readonly string[], check: ResourceCheck): (graph: ResourceGraph) => Finding[] {
  return graph =>
    graph
      .ofType(...types)
      .filter(resource => !resource.external)
      .flatMap(resource => findingsFor(resource, [check(resource, graph)].flat()));
}

function findingsFor(resource: Node, results: readonly Result[]): Finding[] {
  return results.filter(result => result !== undefined).map(result => ({ resource, ...result }));
}

/** The resource follows the rule. */
export function pass(message: string): Result {
  return { verdict: 'pass', message };
}

/** The resource violates the rule. */
export function fail(message: string): Result {
  return { verdict: 'fail', message };
}

/** A setting of the resource is known only after a deployment. */
export function unknown(setting: string): Result {
  return { verdict: 'unverifiable', message: `${setting} is known only when it is deployed.` };
}

/**
 * The failure of a resource that no other resource configures; unverifiable while one may be for it.
 *
 * @param types the types of the resources that configure it
 * @param input their input that names the configured resource
 */
export function missing(
  graph: ResourceGraph,
  types: readonly string[],
  input: string,
  message: string,
): Result {
  const isUnclear = graph.ofType(...types).some(({ inputs }) => isUnknown(inputs[input]));
  return isUnclear ? unknown(`The ${input} of a resource that may be for it`) : fail(message);
}

/**
 * Passes when a resource of its own configures the checked one, and fails as {@link missing} does.
 *
 * @param type the type of the resource that configures it
 * @param input its input that names the configured resource
 */
export function configuredBy(
  resource: Node,
  graph: ResourceGraph,
  { type, input, passes, fails }: { type: string; input: string; passes: string; fails: string },
): Result {
  const found = graph.pointingAt(resource, type, [input]);
  return found.length > 0 ? pass(passes) : missing(graph, [type], input, fails);
}

/** A setting that is on or off; `undefined` when it is left out. */
export type Switch = 'on' | 'off' | 'unknown' | undefined;

/** Returns the state of a setting. */
export function switchAt({ inputs }: Node, ...path: string[]): Switch {
  return switchOf(valueAt(inputs, path));
}

/** Returns the state of a value that is a boolean, or the name of one as a string. */
export function switchOf(value: unknown): Switch {
  if (value === undefined || value === null) return undefined;
  if (isUnknown(value)) return 'unknown';
  if (typeof value === 'string') return /^(true|enabled?|on)$/i.test(value) ? 'on' : 'off';
  return value === true ? 'on' : 'off';
}

/** A rule for one setting that has to be on. */
export interface Required {
  path: readonly string[];
  /** the message of a failure */
  message: string;
  passed: string;
  /** the state of the setting where it is left out; off by default */
  byDefault?: 'on' | 'off';
}

/** Checks that a setting is on. */
export function requireOn(resource: Node, { path, message, passed, byDefault = 'off' }: Required): Result {
  const state = switchAt(resource, ...path) ?? byDefault;
  if (state === 'unknown') return unknown(path.join('.'));
  return state === 'on' ? pass(passed) : fail(message);
}

/** Whether a setting has a value, also one that is known only after a deployment. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Whether a string is written in the program, or comes from its plain configuration. */
export function isWritten(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !holdsUnknown(value);
}
