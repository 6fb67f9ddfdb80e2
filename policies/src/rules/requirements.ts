import { holdsUnknown, isUnknown, listOf, type Node, numberOf, valueAt } from '@goldpath/program';
import { isForProduction } from '../development.ts';
import { documentOf } from '../documentOf.ts';
import type { Finding, PolicyRule, Remediation } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, switchOf, unknown } from './settings.ts';

/** The values of a setting that follow a rule. Its words are those of `security-controls.yaml` in templates. */
type Expected =
  /** a boolean also accepts its name as a string, and `enabled` or `disabled` */
  | { is: boolean | string }
  | { oneOf: readonly string[] }
  | { noneOf: readonly string[] }
  | { matches: RegExp }
  /** a number, or the length of a list */
  | { atLeast: number }
  | { atMost: number }
  /** an item of a list */
  | { includes: string }
  /** whether it has a value, also one that is known only when it is deployed; a list needs `atLeast` */
  | { set: boolean };

/** A setting that decides whether a requirement applies. */
export type Condition = Expected & {
  path: string;
  /** whether the condition is met where the setting is left out; it is not by default */
  leftOut?: 'met';
};

/** One setting of some types of resources, and its values that follow the rule. */
export type Requirement = Expected & {
  types: readonly string[];
  /**
   * names that are separated by dots, also inside of JSON documents; `*` is every item of a list, or of an object whose keys are
   * names of the program, and the rest of the path is skipped where a name with a question mark is left out
   */
  path: string;
  /** the verdict where the setting is left out, by the default of AWS or of the provider */
  leftOut: 'passes' | 'fails';
  /** the message of a failure */
  fails: string;
  /** the message of a pass */
  passes: string;
  /** It applies to the resources that meet all of these; to every one by default. */
  when?: readonly Condition[];
  /** It applies to the stages whose availability matters. */
  onlyIn?: 'production';
  /** Given where the value that is required, or the smallest or largest one, is a remediation: how the setting changes. */
  remediation?: Remediation['change'];
};

/** A rule about settings that one resource shows. */
type RequirementRule = Omit<PolicyRule, 'check' | 'scope'> & { requires: readonly Requirement[] };

/** Returns the rule that checks some requirements, each of which has its own findings. */
export function requirementRule(rule: RequirementRule): PolicyRule & RequirementRule {
  const checks = rule.requires.map(requirement =>
    eachOf(requirement.types, resource => resultOf(resource, requirement)),
  );
  return {
    ...rule,
    scope: 'resource',
    remediations: [...(rule.remediations ?? []), ...rule.requires.flatMap(remediationsOf)],
    check: (graph): Finding[] => checks.flatMap(check => check(graph)),
  };
}

function remediationsOf({ types, path, remediation: change, ...expected }: Requirement): Remediation[] {
  const value = requiredValue(expected);
  return change === undefined || value === undefined ? [] : [{ types, path, value, change }];
}

function requiredValue(expected: Expected): Remediation['value'] | undefined {
  if ('is' in expected) return expected.is;
  if ('atLeast' in expected) return expected.atLeast;
  return 'atMost' in expected ? expected.atMost : undefined;
}

function resultOf(resource: Node, requirement: Requirement): Result {
  const { path, when = [], onlyIn, fails, passes, leftOut } = requirement;
  if (onlyIn && !isForProduction(resource)) return undefined;
  const conditions = when.map(condition => ({ condition, state: conditionState(resource, condition) }));
  if (conditions.some(({ state }) => state === 'fails')) return undefined;
  const states = valuesAt(resource.inputs, path.split('.')).map(value =>
    stateOf(value, requirement, leftOut),
  );
  if (states.length === 0) return undefined;
  const isUnmet = states.some(state => state !== 'passes');
  const doubtful = conditions.find(({ state }) => state === 'unknown');
  if (doubtful && isUnmet) return unknown(nameOf(doubtful.condition.path));
  if (states.includes('fails')) return fail(fails);
  return isUnmet ? unknown(nameOf(path)) : pass(passes);
}

function conditionState({ inputs }: Node, condition: Condition): State {
  const leftOut = condition.leftOut === 'met' ? 'passes' : 'fails';
  const values = valuesAt(inputs, condition.path.split('.'));
  const states = values.map(value => stateOf(value, condition, leftOut));
  if (states.length === 0) return leftOut;
  if (states.includes('fails')) return 'fails';
  return states.includes('unknown') ? 'unknown' : 'passes';
}

/** Returns the name of a setting as messages have it. */
function nameOf(path: string): string {
  return path.replaceAll(/\.\*|\?/g, '');
}

type State = 'passes' | 'fails' | 'unknown';

/** A value inside of another one that is unknown: it may be left out. */
const unclear = Symbol('unclear');

function stateOf(value: unknown, expected: Expected, leftOut: State): State {
  if (value === undefined || value === null) return leftOut;
  if (value === unclear) return 'unknown';
  if ('set' in expected) return stateIf((isSet(value) && !isEmptyList(value)) === expected.set);
  if ('includes' in expected)
    return isEmptyList(value) ? leftOut : itemState([value].flat(), expected.includes);
  if (typeof value === 'string' && holdsUnknown(value)) return 'unknown';
  return stateIf(isAccepted(value, expected));
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
  if ('matches' in expected) return expected.matches.test(String(value));
  const size = Array.isArray(value) ? value.length : (numberOf(value) ?? 0);
  if ('atLeast' in expected) return size >= expected.atLeast;
  return 'atMost' in expected && size <= expected.atMost;
}

/**
 * Returns the values at a path, with `undefined` for one that is left out, and {@link unclear} where the value around it is
 * unknown; none when a list has no items.
 */
function valuesAt(inputs: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (name === undefined) return [inputs];
  if (isUnknown(inputs)) return [unclear];
  if (name === '*') return itemsOf(inputs).flatMap(item => valuesAt(item, rest));
  const value = documentOf(valueAt(inputs, [name.replace('?', '')]));
  if (name.endsWith('?') && !isSet(value)) return [];
  return valuesAt(value, rest);
}

/** An object in the place of a list has names of the program as its keys. */
function itemsOf(value: unknown): unknown[] {
  const isNamed = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isNamed ? Object.values(value) : listOf(value);
}
