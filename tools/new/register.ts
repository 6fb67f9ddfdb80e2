import ts from 'typescript';

/**
 * Adds an import after the last import of the file, or in front of the file when it has none.
 *
 * @param statement the import declaration, such as `import { a } from './a.ts';`
 */
export function addImport(source: string, statement: string): string {
  const last = parse(source).statements.findLast(node => ts.isImportDeclaration(node));
  return last ? insert(source, last.end, `\n${statement}`) : `${statement}\n${source}`;
}

/**
 * Adds an export after the last one that is from another file.
 *
 * @param statement the export declaration, such as `export { a } from './a.ts';`
 */
export function addExport(source: string, statement: string): string {
  const last = parse(source).statements.findLast(node => ts.isExportDeclaration(node));
  return last ? insert(source, last.end, `\n${statement}`) : `${source}${statement}\n`;
}

/**
 * Adds an element at the end of the array that initializes a variable.
 *
 * @throws Error when the file does not declare such an array
 */
export function addElement(source: string, variable: string, element: string): string {
  const declaration = find(
    source,
    node => ts.isVariableDeclaration(node) && node.name.getText() === variable,
  ) as ts.VariableDeclaration | undefined;
  const array = declaration?.initializer && withoutTypes(declaration.initializer);
  if (!array || !ts.isArrayLiteralExpression(array)) throw new Error(`There is no array '${variable}'.`);
  return append(source, array.elements, array.end - 1, element);
}

/** Returns a name that the top level of a file imports, exports from another file or declares more than once. */
export function duplicateName(source: string): string | undefined {
  const names = parse(source).statements.flatMap(namesOf);
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** The names that a statement imports, exports or declares. Overloaded functions and types are not included. */
function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  if (ts.isExportDeclaration(statement)) return exportsOf(statement);
  if (!ts.isImportDeclaration(statement)) return [];
  const { name, namedBindings } = statement.importClause ?? {};
  const names = name ? [name.text] : [];
  if (!namedBindings) return names;
  if (ts.isNamespaceImport(namedBindings)) return [...names, namedBindings.name.text];
  return [...names, ...namedBindings.elements.map(element => element.name.text)];
}

function exportsOf({ exportClause }: ts.ExportDeclaration): string[] {
  if (!exportClause || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.map(({ name }) => name.text);
}

/** Adds an item at the end of a list; `end` is the offset of its closing bracket, for a list without items. */
function append(source: string, items: ts.NodeArray<ts.Node>, end: number, item: string): string {
  const last = items.at(-1);
  return last ? insert(source, last.end, `,\n${item}`) : insert(source, end, item);
}

function insert(source: string, offset: number, text: string): string {
  return source.slice(0, offset) + text + source.slice(offset);
}

function parse(source: string): ts.SourceFile {
  return ts.createSourceFile('list.ts', source, ts.ScriptTarget.Latest, true);
}

/** Returns the first node, in the order of the text, that meets the condition. */
function find(source: string, condition: (node: ts.Node) => boolean): ts.Node | undefined {
  const visit = (node: ts.Node): ts.Node | undefined =>
    condition(node) ? node : ts.forEachChild(node, visit);
  return visit(parse(source));
}

/** The expression without `as const` and `satisfies`. */
function withoutTypes(expression: ts.Expression): ts.Expression {
  if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression)) {
    return withoutTypes(expression.expression);
  }
  return expression;
}
