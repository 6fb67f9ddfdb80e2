import { createRequire } from 'node:module';
import { Language, type Node as SyntaxNode, Parser } from 'web-tree-sitter';
import { TerraformError } from '../terraformError.ts';

export type { SyntaxNode };

/** An argument: `name = expression`. */
export interface Attribute {
  expression: SyntaxNode;
  /** 1-based */
  line: number;
}

/** A block: `type "label" { ... }`. */
export interface Block {
  type: string;
  labels: string[];
  body: Body;
  /** absolute path */
  file: string;
  /** 1-based */
  line: number;
}

/** The content of a file or a block. */
export interface Body {
  attributes: Map<string, Attribute>;
  blocks: Block[];
}

let loading: Promise<Parser> | undefined;

async function loadParser(): Promise<Parser> {
  await Parser.init();
  const grammar = '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm';
  const language = await Language.load(createRequire(import.meta.url).resolve(grammar));
  return new Parser().setLanguage(language);
}

/**
 * Parses a file in Terraform's language.
 *
 * @param file its absolute path
 * @throws TerraformError at the first line with a syntax error
 */
export async function parseHcl(text: string, file: string): Promise<Body> {
  const parser = await (loading ??= loadParser());
  const root = parser.parse(text)?.rootNode;
  if (!root) throw new TerraformError('the file cannot be parsed. Correct its syntax.', { file, line: 1 });
  if (root.hasError)
    throw new TerraformError('the syntax is not valid here. Correct it; terraform validate explains it.', {
      file,
      line: lineOf(firstError(root)),
    });
  const body = root.namedChildren.find(child => child?.type === 'body');
  return body ? readBody(body, file) : { attributes: new Map(), blocks: [] };
}

/** Returns the 1-based line that a node begins on. */
export function lineOf(node: SyntaxNode): number {
  return node.startPosition.row + 1;
}

/** Returns the children of a node that have a meaning: neither punctuation nor comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(child => child !== null && child.type !== 'comment');
}

function firstError(node: SyntaxNode): SyntaxNode {
  const child = node.children.find(each => each !== null && (each.hasError || each.isMissing));
  return child ? firstError(child) : node;
}

function readBody(node: SyntaxNode, file: string): Body {
  const body: Body = { attributes: new Map(), blocks: [] };
  for (const child of childrenOf(node)) {
    const [name, expression] = childrenOf(child);
    if (child.type === 'attribute' && name && expression)
      body.attributes.set(name.text, { expression, line: lineOf(child) });
    if (child.type === 'block') body.blocks.push(readBlock(child, file));
  }
  return body;
}

function readBlock(node: SyntaxNode, file: string): Block {
  const [type, ...rest] = childrenOf(node);
  const content = rest.find(child => child.type === 'body');
  return {
    type: type?.text ?? '',
    labels: rest.filter(child => /^(?:string_lit|identifier)$/.test(child.type)).map(labelOf),
    body: content ? readBody(content, file) : { attributes: new Map(), blocks: [] },
    file,
    line: lineOf(node),
  };
}

function labelOf(node: SyntaxNode): string {
  return node.text.replaceAll('"', '');
}
