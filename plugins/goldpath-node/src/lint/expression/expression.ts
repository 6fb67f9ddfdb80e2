import { type SyntaxProblem, syntaxProblem } from './engine.ts';
import { type AstNode, type Dialect, parseNunjucks } from './nunjucksParser.ts';
import { collectUses, type Uses } from './uses.ts';

/** A text as the portal's template engine sees it. */
export interface Expression extends Uses {
  text: string;
  /** whether there is anything to render */
  isTemplated: boolean;
  /** whether it is one expression and nothing else, which keeps the type of its value */
  isWhole: boolean;
  /** whether it has statements such as `{% if %}` */
  hasStatements: boolean;
  /** what the engine cannot parse; nothing else is known then */
  problem?: SyntaxProblem & { offset: number };
}

const nothing: Uses = { references: [], hyphens: [], filters: [], tests: [], calls: [], comparisons: [] };

/** Parses a text once and tells what it uses. */
export function parseExpression(text: string, dialect: Dialect = 'backstage'): Expression {
  const plain = { ...nothing, text, isTemplated: false, isWhole: false, hasStatements: false };
  if (!/\{[{%#]/.test(text)) return plain;
  const problem = syntaxProblem(text, dialect);
  if (problem) {
    return {
      ...plain,
      isTemplated: true,
      problem: { ...problem, offset: offsetOf(text, problem.line, problem.column) },
    };
  }
  const root = parseNunjucks(text, dialect);
  const opening = dialect === 'backstage' ? /\$\{\{|\{[%#]/ : /\{[{%#]/;
  if (!root) return { ...plain, isTemplated: opening.test(text) };
  const children = (root.children ?? []).filter(({ typename }) => typename !== 'TemplateData');
  const parts = children.flatMap(node => (node.typename === 'Output' ? (node.children ?? []) : [node]));
  const [only] = parts;
  return {
    text,
    isTemplated: opening.test(text),
    isWhole: parts.length === 1 && only?.typename !== 'TemplateData' && children[0]?.typename === 'Output',
    hasStatements: children.some(({ typename }) => typename !== 'Output'),
    ...collectUses(root, (node: AstNode) => offsetOf(text, node.lineno + 1, node.colno + 1), text),
  };
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) break;
    start = end + 1;
  }
  return Math.min(start + column - 1, text.length);
}
