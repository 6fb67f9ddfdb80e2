import { createRequire } from 'node:module';

/** The delimiters of expressions: `${{ }}`, or `{{ }}` with `cookiecutterCompat`. */
export type Dialect = 'backstage' | 'cookiecutter';

interface Node<Type extends string> {
  typename: Type;
  /** 0-based */
  lineno: number;
  /** 0-based */
  colno: number;
  /** the names of the properties that contain nodes or values */
  fields: string[];
}

/** A name, as the first part of an expression or as the name of a filter or test. */
export interface SymbolNode extends Node<'Symbol'> {
  value: string;
}
/** A literal value. */
export interface LiteralNode extends Node<'Literal'> {
  value: unknown;
}
/** The text between expressions. */
export interface TextNode extends Node<'TemplateData'> {
  value: string;
}
/** A node that is a list of others. */
export interface ListNode extends Node<
  'Root' | 'NodeList' | 'Output' | 'Group' | 'Array' | 'Dict' | 'KeywordArgs'
> {
  children: AstNode[];
}
/** `key: value` in an object or in keyword arguments. */
export interface PairNode extends Node<'Pair'> {
  key: AstNode;
  value: AstNode;
}
/** `target.val` or `target[val]` */
export interface LookupNode extends Node<'LookupVal'> {
  target: AstNode;
  val: AstNode;
}
/** `name(args)` */
export interface CallNode extends Node<'FunCall'> {
  name: AstNode;
  args: ListNode;
}
/** `value | name(args)`; the value is the first argument. */
export interface FilterNode extends Node<'Filter'> {
  name: SymbolNode;
  args: ListNode;
}
/** `left is right` */
export interface TestNode extends Node<'Is'> {
  left: AstNode;
  right: AstNode;
}
/** An operator with two operands. */
export interface BinaryNode extends Node<
  'Or' | 'And' | 'In' | 'Add' | 'Concat' | 'Sub' | 'Mul' | 'Div' | 'FloorDiv' | 'Mod' | 'Pow'
> {
  left: AstNode;
  right: AstNode;
}
/** An operator with one operand. */
export interface UnaryNode extends Node<'Not' | 'Neg' | 'Pos'> {
  target: AstNode;
}
/** `expr == a`, or a chain of comparisons. */
export interface CompareNode extends Node<'Compare'> {
  expr: AstNode;
  ops: CompareOperandNode[];
}
/** The operator and the second operand of a comparison. */
export interface CompareOperandNode extends Node<'CompareOperand'> {
  expr: AstNode;
  /** the operator */
  type: string;
}
/** `{% if cond %}body{% else %}else_{% endif %}`, or `body if cond else else_`. */
export interface IfNode extends Node<'If' | 'IfAsync' | 'InlineIf'> {
  cond: AstNode;
  body: AstNode;
  else_: AstNode | null;
}
/** `{% for name in arr %}` */
export interface ForNode extends Node<'For' | 'AsyncEach' | 'AsyncAll'> {
  arr: AstNode;
  name: AstNode;
  body: AstNode;
  else_: AstNode | null;
}
/** `{% macro name(args) %}` */
export interface MacroNode extends Node<'Macro' | 'Caller'> {
  name: AstNode;
  args: ListNode;
  body: AstNode;
}
/** `{% set targets = value %}`, or a block that is captured. */
export interface SetNode extends Node<'Set'> {
  targets: AstNode[];
  value: AstNode | null;
  body?: AstNode | null;
}
/** `{% block %}` and other nodes with a body. */
export interface BlockNode extends Node<'Block' | 'Capture'> {
  body: AstNode;
}

/** A node of the syntax tree of nunjucks. Nodes of other types have nothing but children. */
export type AstNode =
  | SymbolNode
  | LiteralNode
  | TextNode
  | ListNode
  | PairNode
  | LookupNode
  | CallNode
  | FilterNode
  | TestNode
  | BinaryNode
  | UnaryNode
  | CompareNode
  | CompareOperandNode
  | IfNode
  | ForNode
  | MacroNode
  | SetNode
  | BlockNode;

interface Parser {
  parse(text: string, extensions: [], options: object): ListNode;
}

// The main module would load a file watcher too. The parser is CommonJS without types.
const parser = createRequire(import.meta.url)('nunjucks/src/parser.js') as Parser;

const variableStarts: Record<Dialect, string> = { backstage: '${{', cookiecutter: '{{' };

/** The syntax tree of a string; undefined when nunjucks cannot parse it. */
export function parseNunjucks(text: string, dialect: Dialect): ListNode | undefined {
  try {
    return parser.parse(text, [], { tags: { variableStart: variableStarts[dialect], variableEnd: '}}' } });
  } catch {
    return undefined;
  }
}

/** The nodes directly below a node. */
export function childrenOf(node: AstNode): AstNode[] {
  const values: unknown[] = node.fields.map(field => node[field as keyof AstNode]);
  return values.flat().filter(isAstNode);
}

/** Whether a value is a node. */
export function isAstNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'typename' in value;
}

/** The only expression of a tree, without the parentheses around it; undefined when there is other content. */
export function onlyExpression(root: ListNode): AstNode | undefined {
  const [output] = root.children;
  if (output?.typename !== 'Output') return undefined;
  return output.children[0];
}
