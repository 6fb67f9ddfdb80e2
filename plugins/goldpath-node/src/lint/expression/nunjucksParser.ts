import { createRequire } from 'node:module';

/** A node of the syntax tree of nunjucks; line and column are 0-based. */
export interface AstNode {
  typename: string;
  lineno: number;
  colno: number;
  /** names of the properties that hold nodes or values */
  fields: string[];
  value?: unknown;
  children?: AstNode[];
  [field: string]: unknown;
}

interface Parser {
  parse(text: string, extensions: [], options: object): AstNode;
}

// The parser alone: the package's entry brings loaders and a file watcher. It is CommonJS without types.
const parser = createRequire(import.meta.url)('nunjucks/src/parser.js') as Parser;

/** Where expressions begin and end: `${{ }}`, or `{{ }}` with `cookiecutterCompat`. */
export type Dialect = 'backstage' | 'cookiecutter';

/** The syntax tree of a text, or nothing when nunjucks does not take it. */
export function parseNunjucks(text: string, dialect: Dialect): AstNode | undefined {
  const variableStart = dialect === 'backstage' ? '${{' : '{{';
  try {
    return parser.parse(text, [], { tags: { variableStart, variableEnd: '}}' } });
  } catch {
    return undefined;
  }
}

/** The nodes directly below one. */
export function childrenOf(node: AstNode): AstNode[] {
  return node.fields.flatMap(field => {
    const value = node[field];
    return (Array.isArray(value) ? value : [value]).filter(isAstNode);
  });
}

/** Whether a value is a node. */
export function isAstNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'typename' in value;
}
