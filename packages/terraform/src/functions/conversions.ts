import { unknownValue } from '@goldpath/program';
import { parse, stringify } from 'yaml';
import { EvaluationError, isLazy, toBoolean, toText } from '../hcl/values.ts';
import type { TerraformFunction } from './call.ts';
import { distinct } from './collections.ts';

/** A value that a document can contain: what is computed when it is read is unknown in it. */
function plain(value: unknown): unknown {
  if (isLazy(value)) return unknownValue;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function decoded(text: unknown, read: (text: string) => unknown): unknown {
  try {
    return read(toText(text));
  } catch {
    throw new EvaluationError('the document is not valid');
  }
}

function numberOf(value: unknown): unknown {
  const number = Number(value);
  if (Number.isNaN(number)) throw new EvaluationError(`${toText(value)} is not a number`);
  return value === null ? null : number;
}

function booleanOf(value: unknown): unknown {
  const known = toBoolean(value);
  if (known === undefined && value !== null) throw new EvaluationError(`${toText(value)} is not a boolean`);
  return known ?? null;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new EvaluationError('a list is needed');
}

const same: TerraformFunction = { keepsUnknown: true, call: ([value]) => value };

/** Types and documents. */
export const conversionFunctions: Record<string, TerraformFunction> = {
  base64decode: { call: ([text]) => Buffer.from(toText(text), 'base64').toString('utf8') },
  base64encode: { call: ([text]) => Buffer.from(toText(text)).toString('base64') },
  jsondecode: { call: ([text]) => decoded(text, JSON.parse) },
  jsonencode: { keepsUnknown: true, call: ([value]) => JSON.stringify(plain(value)) },
  nonsensitive: same,
  sensitive: same,
  tobool: { call: ([value]) => booleanOf(value) },
  tolist: { keepsUnknown: true, call: ([value]) => listOf(value) },
  tomap: same,
  tonumber: { call: ([value]) => numberOf(value) },
  toset: { keepsUnknown: true, call: ([value]) => distinct(listOf(value)) },
  tostring: { keepsUnknown: true, call: ([value]) => (value === null ? null : toText(value)) },
  urlencode: { call: ([text]) => encodeURIComponent(toText(text)) },
  yamldecode: { call: ([text]) => decoded(text, parse) },
  yamlencode: { keepsUnknown: true, call: ([value]) => stringify(plain(value)) },
};
