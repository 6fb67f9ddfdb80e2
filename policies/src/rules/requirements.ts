import { holdsUnknown, isUnknown, listOf, type Node, numberOf, valueAt } from '@goldpath/program';
import type { Finding, PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, switchOf, unknown } from './settings.ts';

/** The values of a setting that follow a rule. Its words are those of `security-controls.yaml` in templates. */
type Expected =
  /** a boolean also accepts its name as a string, and `enabled` or `disabled` */
  | { is: boolean | string }
  | { oneOf: readonly string[] }
  | { noneOf: readonly string[] }
  /** a number, or the length of a list */
  | { atLeast: number }
  | { atMost: number }
  /** an item of a list */
  | { includes: string }
  /** whether it has a value, also one that is known only when it is deployed */
  | { set: boolean };

/** One setting of some types of resources, and its values that follow the rule. */
export type Requirement = Expected & {
  types: readonly string[];
  /**
   * names that are separated by dots, also inside of JSON documents; `*` is every item of a list, and the rest of the path is
   * skipped where a name with a question mark is left out
   */
  path: string;
  /** the verdict where the setting is left out, by the default of AWS or of the provider */
  leftOut: 'passes' | 'fails';
  /** the message of a failure */
  fails: string;
  /** the message of a pass */
  passes: string;
  /** whether it applies to a resource; to every one by default. It is not asked about the rest of the program. */
  appliesTo?: (resource: Node) => boolean;
};

/** A rule about settings that one resource shows. */
type RequirementRule = Omit<PolicyRule, 'check' | 'scope'> & { requires: readonly Requirement[] };

/** Returns the rule that checks some requirements, each of which has its own findings. */
export function requirementRule(rule: RequirementRule): PolicyRule & RequirementRule {
  const checks = rule.requires.map(requirement =>
    eachOf(requirement.types, resource => resultOf(resource, requirement)),
  );
  return { ...rule, scope: 'resource', check: (graph): Finding[] => checks.flatMap(check => check(graph)) };
}

function resultOf(resource: Node, requirement: Requirement): Result {
  const { path, appliesTo, fails, passes } = requirement;
  if (appliesTo && !appliesTo(resource)) return undefined;
  const states = valuesAt(resource.inputs, path.split('.')).map(value => stateOf(value, requirement));
  if (states.length === 0) return undefined;
  if (states.includes('fails')) return fail(fails);
  if (states.includes('unknown')) return unknown(path.replaceAll(/\.\*|\?/g, ''));
  return pass(passes);
}

type State = 'passes' | 'fails' | 'unknown';

function stateOf(value: unknown, requirement: Requirement): State {
  if (value === undefined || value === null) return requirement.leftOut;
  if ('set' in requirement) return stateIf((isSet(value) && !isEmptyList(value)) === requirement.set);
  if ('includes' in requirement) return itemState([value].flat(), requirement.includes);
  if (typeof value === 'string' && holdsUnknown(value)) return 'unknown';
  return stateIf(isAccepted(value, requirement));
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function stateIf(isMet: boolean): State {
  return isMet ? 'passes' : 'fails';
}

function itemState(items: readonly unknown[], wanted: string): State {
  if (items.includes(wanted)) return 'passes';
  return items.some(isUnknown) ? 'unknown' : 'fails';
}

function isAccepted(value: unknown, expected: Expected): boolean {
  if ('is' in expected && typeof expected.is === 'boolean') return (switchOf(value) === 'on') === expected.is;
  if ('is' in expected) return value === expected.is;
  if ('oneOf' in expected) return expected.oneOf.includes(String(value));
  if ('noneOf' in expected) return !expected.noneOf.includes(String(value));
  const size = Array.isArray(value) ? value.length : (numberOf(value) ?? 0);
  if ('atLeast' in expected) return size >= expected.atLeast;
  return 'atMost' in expected && size <= expected.atMost;
}

/** Returns the values at a path, with `undefined` for one that is left out; none when a list has no items. */
function valuesAt(inputs: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (name === undefined || isUnknown(inputs)) return [inputs];
  if (name === '*') return listOf(inputs).flatMap(item => valuesAt(item, rest));
  const value = parsed(valueAt(inputs, [name.replace('?', '')]));
  if (name.endsWith('?') && !isSet(value)) return [];
  return valuesAt(value, rest);
}

/** A policy, or the definitions of containers, may be a string. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
