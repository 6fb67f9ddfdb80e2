import { createHash } from 'node:crypto';
import { holdsUnknown, isUnknown, unknownValue } from '@goldpath/program';
import { EvaluationError, toText } from '../hcl/values.ts';
import type { TerraformFunction } from './call.ts';

function format([template, ...args]: unknown[]): string {
  const rest = [...args];
  return toText(template).replaceAll(/%(%|[-+# 0]*(\d*)(?:\.\d+)?[a-zA-Z])/g, (all, verb, width) => {
    if (verb === '%') return '%';
    const value = rest.shift();
    const text = String(verb).endsWith('q') ? JSON.stringify(value) : toText(value);
    return all.startsWith('%0') ? text.padStart(Number(width), '0') : text.padStart(Number(width));
  });
}

function formatList([template, ...args]: unknown[]): unknown {
  if (args.some(isUnknown)) return unknownValue;
  const length = Math.max(...args.map(arg => (Array.isArray(arg) ? arg.length : 1)));
  return Array.from({ length }, (_item, index) =>
    format([template, ...args.map(arg => (Array.isArray(arg) ? (arg[index] as unknown) : arg))]),
  );
}

/** A pattern of Go's syntax. */
function pattern(text: string, flags = ''): RegExp {
  const inline = /^\(\?([imsU]+)\)/.exec(text);
  try {
    const source = text.slice(inline?.[0].length ?? 0).replaceAll('(?P<', '(?<');
    return new RegExp(source, `${flags}${inline?.[1]?.replace('U', '') ?? ''}`);
  } catch {
    throw new EvaluationError(`the pattern ${text} is not supported`);
  }
}

function matched(match: RegExpMatchArray): unknown {
  if (match.groups) return { ...match.groups };
  return match.length === 1 ? match[0] : match.slice(1);
}

function regex([source, text]: unknown[]): unknown {
  const match = pattern(toText(source)).exec(toText(text));
  if (!match) throw new EvaluationError('the pattern does not match');
  return matched(match);
}

function replace([text, searched, replacement]: unknown[]): string {
  const [, source] = /^\/(.*)\/$/s.exec(toText(searched)) ?? [];
  if (source === undefined) return toText(text).replaceAll(toText(searched), () => toText(replacement));
  return toText(text).replaceAll(
    pattern(source, 'g'),
    toText(replacement).replaceAll(/\$\{(\w+)\}/g, '$$$1'),
  );
}

function join([separator, ...lists]: unknown[]): string {
  if (lists.some(isUnknown)) return unknownValue;
  return lists.flat().map(toText).join(toText(separator));
}

/** Parts that are unknown may contain the separator. */
function split([separator, text]: unknown[]): unknown {
  if (holdsUnknown(text)) return unknownValue;
  return toText(text).split(toText(separator));
}

function trim(text: string, characters: string): string {
  const drop = (from: string[]) => from.slice(from.findIndex(each => !characters.includes(each)));
  if ([...text].every(each => characters.includes(each))) return '';
  return drop(drop([...text]).toReversed())
    .toReversed()
    .join('');
}

function hash(algorithm: string, encoding: 'hex' | 'base64' = 'hex'): TerraformFunction {
  return { call: ([text]) => createHash(algorithm).update(toText(text)).digest(encoding) };
}

/** A function of strings. */
function text(call: (first: string, second: string) => unknown): TerraformFunction {
  return { call: ([first, second]) => call(toText(first), toText(second)) };
}

/** Strings. */
export const stringFunctions: Record<string, TerraformFunction> = {
  base64sha256: hash('sha256', 'base64'),
  chomp: text(value => value.replace(/\n+$/, '')),
  endswith: text((value, end) => value.endsWith(end)),
  format: { keepsUnknown: true, call: format },
  formatlist: { keepsUnknown: true, call: formatList },
  indent: {
    keepsUnknown: true,
    call: ([spaces, value]) => toText(value).replaceAll('\n', `\n${' '.repeat(Number(spaces))}`),
  },
  join: { keepsUnknown: true, call: join },
  lower: { keepsUnknown: true, call: ([value]) => toText(value).toLowerCase() },
  md5: hash('md5'),
  regex: { call: regex },
  regexall: {
    call: ([source, value]) => [...toText(value).matchAll(pattern(toText(source), 'g'))].map(matched),
  },
  replace: { keepsUnknown: true, call: replace },
  sha1: hash('sha1'),
  sha256: hash('sha256'),
  sha512: hash('sha512'),
  split: { keepsUnknown: true, call: split },
  startswith: text((value, start) => value.startsWith(start)),
  strcontains: text((value, part) => value.includes(part)),
  strrev: text(value => [...value].toReversed().join('')),
  substr: {
    call: ([value, offset, length]) => {
      const characters = toText(value);
      const start = Number(offset) < 0 ? characters.length + Number(offset) : Number(offset);
      return Number(length) < 0 ? characters.slice(start) : characters.slice(start, start + Number(length));
    },
  },
  title: text(value => value.replaceAll(/\b[a-z]/g, letter => letter.toUpperCase())),
  trim: text(trim),
  trimprefix: text((value, prefix) => (value.startsWith(prefix) ? value.slice(prefix.length) : value)),
  trimspace: { keepsUnknown: true, call: ([value]) => toText(value).trim() },
  trimsuffix: text((value, suffix) => (value.endsWith(suffix) ? value.slice(0, -suffix.length) : value)),
  upper: text(value => value.toUpperCase()),
};
