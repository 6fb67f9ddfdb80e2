import { isDeepStrictEqual } from 'node:util';
import { holdsUnknown, isUnknown, unknownValue } from '@goldpath/program';
import { toBoolean } from './values.ts';

const arithmetic: Record<string, (left: number, right: number) => number | boolean> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Applies an operator to two values; the result is unknown when they do not determine it. */
export function operate(operator: string, left: unknown, right: () => unknown): unknown {
  if (operator === '&&' || operator === '||') return combine(operator === '||', left, right);
  const other = right();
  if (operator === '==' || operator === '!=') {
    const isEqual = equals(left, other);
    if (isEqual === undefined) return unknownValue;
    return isEqual === (operator === '==');
  }
  const compute = arithmetic[operator];
  const [first, second] = [Number(left), Number(other)];
  if (!compute || Number.isNaN(first) || Number.isNaN(second)) return unknownValue;
  return compute(first, second);
}

/** Applies a unary operator. */
export function negate(operator: string, value: unknown): unknown {
  if (isUnknown(value)) return unknownValue;
  if (operator === '-') return -Number(value);
  const known = toBoolean(value);
  return known === undefined ? unknownValue : !known;
}

/** One operand can decide the result. */
function combine(deciding: boolean, left: unknown, right: () => unknown): unknown {
  const first = toBoolean(left);
  if (first === deciding) return deciding;
  const second = toBoolean(right());
  if (second === deciding) return deciding;
  return first === undefined || second === undefined ? unknownValue : !deciding;
}

/** Whether two values are equal; `undefined` when that is unknown. A primitive is equal to its string, as after a conversion. */
function equals(left: unknown, right: unknown): boolean | undefined {
  if (left === null || right === null) {
    if (isUnknown(left) || isUnknown(right)) return undefined;
    return (left ?? undefined) === (right ?? undefined);
  }
  if (holdsUnknown(left) || holdsUnknown(right)) return undefined;
  return isDeepStrictEqual(left, right);
}
