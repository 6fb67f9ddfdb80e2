import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node as YamlNode,
  type Scalar,
} from 'yaml';
import { parseDocuments, type SourceProblem } from './documents.ts';
import { scalarOffsets } from './scalarOffsets.ts';
import type { Place, SourceFile } from './sourceFile.ts';

/** A value of a YAML file with its place. */
export interface Located extends Place {
  end: number;
  kind: 'map' | 'seq' | 'scalar' | 'unknown';
  /** the plain value; `undefined` for an include that cannot be read */
  value: unknown;
  /** of a map */
  entries: Map<string, Entry>;
  /** of a list */
  items: Located[];
  style?: Scalar.Type;
}

/** A key of a map and its value. */
export interface Entry extends Place {
  key: string;
  /** offset after the key */
  end: number;
  value: Located;
}

/** The files that may be read, and their names. */
export interface Scope {
  /** absolute path; no file outside it is read */
  root: string;
  nameOf: (file: string) => string;
  /** the text of a file; by default, its content on the disk */
  read?: ((file: string) => string) | undefined;
}

/** The text of a file. */
export function readText(file: string, { read }: Scope): string {
  if (read) return read(file);
  return readFileSync(file, 'utf8');
}

/**
 * Reads the documents of a YAML file, with the problems of those that cannot be read.
 *
 * @param includes - whether includes are followed, as the catalog does it, or kept as values
 */
export function readLocated(
  file: string,
  scope: Scope,
  { includes = true } = {},
): { source: SourceFile; documents: Located[]; problems: SourceProblem[] } {
  const source: SourceFile = { path: file, file: scope.nameOf(file), text: readText(file, scope) };
  const problems: SourceProblem[] = [];
  const documents = parseDocuments(source, problems).map(document =>
    new Locator(source, document, includes ? scope : undefined, problems).locate(document.contents),
  );
  return { source, documents, problems };
}

class Locator {
  private readonly seen = new Set<YamlNode>();
  private readonly source: SourceFile;
  private readonly document: Document.Parsed;
  private readonly scope: Scope | undefined;
  private readonly problems: SourceProblem[];

  /** @param scope - without it, includes are kept as values: the catalog follows none in an included file */
  constructor(
    source: SourceFile,
    document: Document.Parsed,
    scope: Scope | undefined,
    problems: SourceProblem[],
  ) {
    this.source = source;
    this.document = document;
    this.scope = scope;
    this.problems = problems;
  }

  locate(node: YamlNode | null | undefined, around = 0): Located {
    if (node && isAlias(node)) return this.locateAlias(node);
    const [start, end] = node?.range ?? [around, around];
    const base = { source: this.source, start, end, entries: new Map(), items: [] };
    if (!node || this.seen.has(node)) return { ...base, kind: 'scalar', value: null };
    if (isScalar(node)) {
      const scalar: Located = { ...base, kind: 'scalar', value: node.value };
      if (node.type) scalar.style = node.type;
      return scalar;
    }
    this.seen.add(node);
    const located = this.locateCollection(node, base);
    this.seen.delete(node);
    return located;
  }

  private locateAlias(alias: Alias): Located {
    const target = alias.resolve(this.document);
    return this.locate(target, alias.range?.[0]);
  }

  private locateCollection(node: YamlNode, base: Omit<Located, 'kind' | 'value'>): Located {
    if (isSeq(node)) {
      const items = node.items.map(item => this.locate(isNode(item) ? item : null, base.start));
      return { ...base, kind: 'seq', items, value: items.map(({ value }) => value) };
    }
    if (!isMap(node)) return { ...base, kind: 'scalar', value: null };
    const entries = new Map<string, Entry>();
    for (const { key: keyNode, value: valueNode } of node.items) {
      const key = String(isScalar(keyNode) ? keyNode.value : keyNode);
      const [start, end] = (isNode(keyNode) && keyNode.range) || [base.start, base.start];
      const value = this.locate(isNode(valueNode) ? valueNode : null, end);
      entries.set(key, { key, source: this.source, start, end, value });
    }
    const map: Located = {
      ...base,
      kind: 'map',
      entries,
      value: Object.fromEntries([...entries].map(([key, { value }]) => [key, value.value])),
    };
    if (!this.scope) return map;
    return this.include(map, this.scope);
  }

  /** Resolves an object with the only key `$yaml`, `$json` or `$text`, like the catalog's placeholders. */
  private include(map: Located, scope: Scope): Located {
    const [entry, second] = map.entries.values();
    if (!entry || second || !/^\$(yaml|json|text)$/.test(entry.key)) return map;
    const unknown: Located = { ...map, kind: 'unknown', value: undefined };
    const refuse = (kind: SourceProblem['kind'], message: string) => {
      this.problems.push({ kind, place: entry.value, message });
      return unknown;
    };
    const target = entry.value.value;
    if (typeof target !== 'string') return refuse('include', `${entry.key} must be a path or a URL`);
    if (/^[a-z][a-z+.-]*:/i.test(target)) return refuse('remote', `${target} is not on this machine`);
    const file = path.resolve(path.dirname(this.source.path), target);
    if (!isInside(scope.root, file))
      return refuse('outside', `${target} is outside the folder that may be read`);
    let text: string;
    try {
      text = readText(file, scope);
    } catch {
      return refuse('include', `${target} does not exist beside ${path.basename(this.source.path)}`);
    }
    const included: SourceFile = { path: file, file: scope.nameOf(file), text };
    if (entry.key === '$text') {
      return { ...unknown, source: included, start: 0, end: text.length, kind: 'scalar', value: text };
    }
    const documents = parseDocuments(included, this.problems);
    const [document] = documents;
    if (!document) return unknown;
    if (documents.length > 1)
      return refuse('include', `${target} has ${documents.length} documents instead of one`);
    return new Locator(included, document, undefined, this.problems).locate(document.contents);
  }
}

/** Whether a path is in a folder. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** The value at the end of some keys, when it exists. */
export function at(node: Located | undefined, ...keys: (string | number)[]): Located | undefined {
  return keys.reduce<Located | undefined>(
    (found, key) => (typeof key === 'number' ? found?.items[key] : found?.entries.get(key)?.value),
    node,
  );
}

const offsets = new WeakMap<Located, number[]>();

/** The place of a character of a string. */
export function placeIn(node: Located, index: number): Place {
  const { source, start, value, style } = node;
  if (typeof value !== 'string' || style === undefined) return { source, start: start + index };
  let known = offsets.get(node);
  if (!known) {
    known = scalarOffsets(source.text, start, value, style);
    offsets.set(node, known);
  }
  return { source, start: known[index] ?? node.end };
}

/** Every string in a value, with the keys that lead to it. */
export function* stringsOf(
  node: Located,
  keys: readonly (string | number)[] = [],
): Generator<{ node: Located; text: string; keys: readonly (string | number)[] }> {
  if (typeof node.value === 'string') yield { node, text: node.value, keys };
  for (const { key, value } of node.entries.values()) yield* stringsOf(value, [...keys, key]);
  for (const [index, item] of node.items.entries()) yield* stringsOf(item, [...keys, index]);
}
