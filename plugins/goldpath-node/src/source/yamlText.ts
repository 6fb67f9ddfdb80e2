import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
} from 'yaml';

/** A parsed YAML text that knows the line of everything in it. */
export interface YamlText {
  documents: Document.Parsed[];
  /** line (1-based) of an offset into the text */
  lineAt(offset: number): number;
  /** line (1-based) of the deepest part of the path that exists */
  lineOf(path: readonly (string | number)[], document?: number): number;
}

/** A text that is not YAML; the message is the parser's reason in one line. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
  /** 1-based */
  readonly line: number;
  /** into the text */
  readonly offset: number;

  constructor(line: number, offset: number, message: string) {
    super(message);
    this.line = line;
    this.offset = offset;
  }
}

/**
 * Parses every document of a YAML text.
 *
 * @throws YamlError at the first syntax error
 */
export function parseYaml(text: string): YamlText {
  const lines = new LineCounter();
  const lineAt = (offset: number) => lines.linePos(offset).line || 1;
  const documents = [...parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })];
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
 * @throws YamlError when an alias leads nowhere, or to too much
 */
export function firstValue({ documents }: Pick<YamlText, 'documents'>): unknown {
  try {
    return documents[0]?.toJS() ?? null;
  } catch (error) {
    throw new YamlError(1, 0, (error as Error).message);
  }
}

function offsetOf(root: Node | null, path: readonly (string | number)[]): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(key)];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else {
      return offset;
    }
  }
  return offset;
}
