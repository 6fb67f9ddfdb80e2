import { collectUses, noUses } from './collectUses.ts';
import { type SyntaxProblem, syntaxProblem } from './engine.ts';
import { type Dialect, parseNunjucks } from './nunjucksParser.ts';
import type { Uses } from './uses.ts';

/** A string as the portal's template engine parses it. */
export interface Expression extends Uses {
  text: string;
  /** whether there is anything to render */
  isTemplated: boolean;
  /** whether it consists of a single expression, which keeps the type of its value */
  isWhole: boolean;
  /** whether it has statements such as `{% if %}` */
  hasStatements: boolean;
  /** the syntax error; the uses are unknown then */
  problem?: SyntaxProblem & { offset: number };
}

/** Parses a string, and collects what it uses. */
export function parseExpression(text: string, dialect: Dialect = 'backstage'): Expression {
  const plain = { ...noUses(), text, isTemplated: false, isWhole: false, hasStatements: false };
  if (!/\{[{%#]/.test(text)) return plain;
  const problem = syntaxProblem(text, dialect);
  if (problem) {
    const offset = offsetsIn(text)(problem.line, problem.column);
    return { ...plain, isTemplated: true, problem: { ...problem, offset } };
  }
  const root = parseNunjucks(text, dialect);
  const opening = dialect === 'backstage' ? /\$\{\{|\{[%#]/ : /\{[{%#]/;
  const isTemplated = opening.test(text);
  if (!root) return { ...plain, isTemplated };
  const nodes = root.children.filter(({ typename }) => typename !== 'TemplateData');
  const parts = nodes.flatMap(node => (node.typename === 'Output' ? node.children : [node]));
  const [only] = parts;
  const offsetOf = offsetsIn(text);
  return {
    text,
    isTemplated,
    isWhole: parts.length === 1 && only?.typename !== 'TemplateData' && nodes[0]?.typename === 'Output',
    hasStatements: nodes.some(({ typename }) => typename !== 'Output'),
    ...collectUses(root, node => offsetOf(node.lineno + 1, node.colno + 1), text),
  };
}

/** Converts lines and columns of a text, both 1-based, to offsets. */
function offsetsIn(text: string): (line: number, column: number) => number {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (line, column) => Math.min((starts[line - 1] ?? starts.at(-1) ?? 0) + column - 1, text.length);
}
