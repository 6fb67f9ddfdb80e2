import { isUnknown, unknownValue } from '@goldpath/program';
import { evaluate, type Scope } from '../hcl/evaluate.ts';
import type { Block, Body, SyntaxNode } from '../hcl/parse.ts';
import { entriesOf, EvaluationError } from '../hcl/values.ts';

type Values = Record<string, unknown>;

/** Evaluates an expression; a part that does not exist makes it unknown. */
export function evaluateOr(
  expression: SyntaxNode | undefined,
  scope: Scope,
  fallback: unknown = unknownValue,
): unknown {
  if (!expression) return fallback;
  try {
    return evaluate(expression, scope);
  } catch (error) {
    if (error instanceof EvaluationError) return unknownValue;
    throw error;
  }
}

/** Arguments and blocks that Terraform itself reads. */
const meta = new Set([
  'count',
  'for_each',
  'provider',
  'depends_on',
  'lifecycle',
  'provisioner',
  'connection',
  'timeouts',
]);

/** Returns the arguments of a block, with a list for each type of the blocks in it. */
export function evaluateBody(body: Body, scope: Scope, isOutermost = true): Values {
  const values: Values = {};
  for (const [name, { expression }] of body.attributes) {
    if (!isOutermost || !meta.has(name)) values[name] = evaluateOr(expression, scope);
  }
  for (const block of body.blocks) {
    if (isOutermost && meta.has(block.type)) continue;
    const type = block.type === 'dynamic' ? (block.labels[0] ?? '') : block.type;
    const found =
      block.type === 'dynamic' ? dynamicBlocks(block, scope) : [evaluateBody(block.body, scope, false)];
    const known = values[type];
    // one that is unknown hides how many there are
    if (found === undefined || isUnknown(known)) values[type] = unknownValue;
    else values[type] = [...((known as unknown[] | undefined) ?? []), ...found];
  }
  return values;
}

/** Returns `undefined` when it is unknown for what the block is repeated. */
function dynamicBlocks({ labels, body }: Block, scope: Scope): Values[] | undefined {
  const content = body.blocks.find(({ type }) => type === 'content');
  const collection = evaluateOr(body.attributes.get('for_each')?.expression, scope);
  const entries = isUnknown(collection) ? undefined : entriesOf(collection);
  if (!content || !entries) return undefined;
  const iterator = body.attributes.get('iterator')?.expression.text ?? labels[0];
  return entries.map(([key, value]) => {
    const each = { ...scope, get: (name: string) => (name === iterator ? { key, value } : scope.get(name)) };
    return evaluateBody(content.body, each, false);
  });
}

/** One of the instances that `count` or `for_each` makes of a block. */
export interface Instance {
  /** the part of the address after the name: `[0]`, `["a"]`, or empty */
  suffix: string;
  key?: string | number;
  scope: Scope;
}

/** The instances of a block. */
export interface Instances {
  kind: 'single' | 'list' | 'map';
  instances: Instance[];
}

/** Returns the instances of a resource, data source or module call; one when their number is unknown. */
export function instancesOf({ attributes }: Body, scope: Scope): Instances {
  const count = attributes.get('count');
  const each = attributes.get('for_each');
  if (count) return counted(evaluateOr(count.expression, scope), scope);
  if (each) return repeated(evaluateOr(each.expression, scope), scope);
  return { kind: 'single', instances: [{ suffix: '', scope }] };
}

function counted(count: unknown, scope: Scope): Instances {
  const known = isUnknown(count) ? 1 : Number(count);
  const index = (position: number) => (isUnknown(count) ? unknownValue : position);
  const instances = Array.from({ length: Number.isNaN(known) ? 1 : known }, (_item, position) => ({
    suffix: `[${position}]`,
    key: position,
    scope: withName(scope, 'count', { index: index(position) }),
  }));
  return { kind: 'list', instances };
}

function repeated(collection: unknown, scope: Scope): Instances {
  const entries = isUnknown(collection) ? undefined : entriesOf(collection);
  if (!entries) {
    const each = { key: unknownValue, value: unknownValue };
    return {
      kind: 'map',
      instances: [{ suffix: '', key: unknownValue, scope: withName(scope, 'each', each) }],
    };
  }
  const instances = entries.map(([position, value]) => {
    // an item of a set is its own key
    const key = Array.isArray(collection) ? String(value) : position;
    return { suffix: `["${key}"]`, key, scope: withName(scope, 'each', { key, value }) };
  });
  return { kind: 'map', instances };
}

function withName(scope: Scope, name: string, value: unknown): Scope {
  return { ...scope, get: wanted => (wanted === name ? value : scope.get(wanted)) };
}

/** Returns the value of a block in expressions: one value, or a list or map of them. */
export function valueOf<T>({ kind, instances }: Instances, toValue: (instance: Instance) => T): unknown {
  if (kind === 'map') return Object.fromEntries(instances.map(each => [String(each.key), toValue(each)]));
  const values = instances.map(toValue);
  return kind === 'list' ? values : values[0];
}
