import ts from 'typescript';

/** A resource, and the line of its `new`. */
interface Constructed {
  line: number;
  type: string;
  name: string;
}

/**
 * Returns the expression that creates a resource, or the reason why it is not found: a component or a function elsewhere may
 * create it.
 */
export function constructionOf(
  source: ts.SourceFile,
  { line, type, name }: Constructed,
): ts.NewExpression | string {
  const className = type.slice(type.lastIndexOf(':') + 1);
  const onLine = constructionsAt(source, line).filter(
    ({ expression }) => classNameOf(expression) === className,
  );
  const named = onLine.filter(({ arguments: given = [] }) => hasName(given[0], name));
  const [found, another] = named.length > 0 ? named : onLine;
  if (!found) return `its line does not contain new ${className}(...)`;
  if (another) return `its line creates several resources of ${className}`;
  return found;
}

function constructionsAt(source: ts.SourceFile, line: number): ts.NewExpression[] {
  const found: ts.NewExpression[] = [];
  const visit = (node: ts.Node): void => {
    const begin = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    if (ts.isNewExpression(node) && begin === line) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The class of `new aws.rds.Instance`. */
function classNameOf(expression: ts.Expression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}

function hasName(argument: ts.Expression | undefined, name: string): boolean {
  return argument !== undefined && ts.isStringLiteralLike(argument) && argument.text === name;
}
