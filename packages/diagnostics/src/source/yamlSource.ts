import { type Document, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import { UserError } from '../userError.ts';
import { parseUnique } from './parseUnique.ts';
import { yamlMessage } from './yamlMessage.ts';
import { positionOf, type SourceFile } from './sourceFile.ts';

/** The keys that lead to a value, outermost first. */
export type YamlPath = readonly (string | number)[];

/** A parsed YAML text with the line of each value. JSON is YAML, so it reads JSON too. */
export interface YamlSource {
  documents: Document.Parsed[];
  /** line (1-based) of an offset into the text */
  lineAt: (offset: number) => number;
  /** line (1-based) of the deepest existing part of the path */
  lineOf: (path: YamlPath, document?: number) => number;
}

/** The text is not valid YAML. The message is the parser's reason, in one line. */
export class YamlError extends UserError {
  override name = 'YamlError';
  /** 1-based */
  readonly line: number;
  /** into the text */
  readonly offset: number;

  constructor(line: number, offset: number, message: string) {
    super(yamlMessage(message));
    this.line = line;
    this.offset = offset;
  }
}

/**
 * Parses every document of a YAML text.
 *
 * @throws YamlError at the first syntax error
 */
export function parseYaml(text: string): YamlSource {
  const source: SourceFile = { path: '', file: '', text };
  const lineAt = (offset: number) => positionOf({ source, start: offset }).line;
  const documents = parseUnique(text);
  for (const { errors } of documents) {
    const [error] = errors;
    if (error) throw new YamlError(lineAt(error.pos[0]), error.pos[0], error.message);
  }
  return {
    documents,
    lineAt,
    lineOf: (path, document = 0) => lineAt(offsetOf(documents[document]?.contents ?? null, path)),
  };
}

/**
 * The value of the first document; `null` when there is none.
 *
 * @throws YamlError when an alias has no target, or expands too often
 */
export function firstValue({ documents }: Pick<YamlSource, 'documents'>): unknown {
  try {
    return documents[0]?.toJS() ?? null;
  } catch (error) {
    throw new YamlError(1, 0, (error as Error).message);
  }
}

function offsetOf(root: Node | null, path: YamlPath): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    const step = stepInto(node, key);
    if (!step) return offset;
    offset = step.start ?? offset;
    node = step.node;
  }
  return offset;
}

function stepInto(node: unknown, key: string | number): { node: unknown; start?: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === String(key));
    return pair && { node: pair.value, start: (pair.key as Node).range?.[0] };
  }
  if (!isSeq(node)) return undefined;
  const item: unknown = node.items[Number(key)];
  return isNode(item) ? { node: item, start: item.range?.[0] } : undefined;
}
