import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isUnknown, listOf } from '../graph/graph.ts';
import { lookUpOffline } from '../run/offline.ts';
import { unknownValue, type World } from '../run/recorded.ts';

type Values = Record<string, unknown>;

/** A value that the program marks as secret. */
export class YamlSecret {
  readonly content: unknown;

  constructor(content: unknown) {
    this.content = content;
  }
}

/** The surroundings of a call. */
export interface CallContext {
  dir: string;
  region: string;
  world: World;
}

/**
 * Evaluates a function of Pulumi YAML with evaluated arguments; the result of one that is not known here is unknown.
 *
 * Source: https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/#functions, looked up 2026-11-29.
 *
 * @param name without `fn::`
 */
export function callYaml(name: string, argument: unknown, context: CallContext): unknown {
  if (name === 'invoke') return invoke(argument as Values, context);
  if (name.includes(':')) return lookUp(name, argument, context);
  const call = functions[name];
  return call && !isUnknown(argument) ? call(argument, context) : unknownValue;
}

const functions: Record<string, (argument: unknown, context: CallContext) => unknown> = {
  fromBase64: text => Buffer.from(String(text), 'base64').toString('utf8'),
  join: argument => {
    const [separator, items] = listOf(argument);
    if (isUnknown(items)) return unknownValue;
    return (items as unknown[]).map(String).join(String(separator));
  },
  readFile: (name, { dir }) => {
    const file = path.resolve(dir, String(name));
    return existsSync(file) ? readFileSync(file, 'utf8') : unknownValue;
  },
  secret: value => new YamlSecret(value),
  select: argument => {
    const [index, items] = argument as [unknown, unknown];
    return Array.isArray(items) && !isUnknown(index)
      ? ((items as unknown[])[Number(index)] ?? unknownValue)
      : unknownValue;
  },
  split: argument => {
    const [separator, text] = listOf(argument).map(String);
    return text?.includes(unknownValue) ? unknownValue : text?.split(separator ?? '');
  },
  stackReference: (argument, { world }) => {
    const [stack, output] = listOf(argument).map(String);
    return world.stackReferences[stack ?? '']?.[output ?? ''] ?? unknownValue;
  },
  toBase64: text =>
    String(text).includes(unknownValue) ? unknownValue : Buffer.from(String(text)).toString('base64'),
  toJSON: value => JSON.stringify(value),
};

function invoke(
  { function: token, arguments: inputs, return: output }: Values,
  context: CallContext,
): unknown {
  const result = lookUp(String(token), inputs ?? {}, context);
  return typeof output === 'string' ? (result[output] ?? unknownValue) : result;
}

function lookUp(name: string, inputs: unknown, { region, world }: CallContext): Values {
  const token = fullToken(name, false);
  const given = world.lookups[token]?.find(({ arguments: wanted = {} }) =>
    Object.entries(wanted).every(
      ([key, value]) => JSON.stringify((inputs as Values)[key]) === JSON.stringify(value),
    ),
  );
  return lookUpOffline({ token, inputs: inputs as Values }, region, given?.result);
}

/**
 * Returns the full name of a type or a function, as the SDKs use it: `aws:s3/bucket:Bucket` for `aws:s3:Bucket`. Types of components
 * have no such form.
 */
export function fullToken(name: string, isType = true): string {
  const parts = name.split(':');
  const last = parts.at(-1) ?? '';
  const module = parts.length > 2 ? (parts[1] ?? '') : 'index';
  if (module.includes('/') || /^(?:pulumi|awsx|eks)$/.test(parts[0] ?? '')) return name;
  const file = isType ? last.charAt(0).toLowerCase() + last.slice(1) : last;
  return `${parts[0]}:${module}/${file}:${last}`;
}
