import ts from 'typescript';
import { constructionOf } from './construction.ts';
import {
  insertInto,
  insertObject,
  literalOf,
  objectWith,
  type PropertyValue,
  type SourceEdit,
} from './insertion.ts';

/** The new value of a property of a resource that a TypeScript file creates. */
export interface PropertyChange {
  /** 1-based line of the `new` of the resource */
  line: number;
  /** Pulumi's type and name of the resource */
  type: string;
  name: string;
  /**
   * names that are separated by dots; `*` is every item of a list, and the rest of the path is skipped where a name with a question
   * mark is left out
   */
  path: string;
  value: PropertyValue;
}

/** A change that was not made, and why, as the end of a sentence. */
export interface RefusedChange<Change> {
  change: Change;
  reason: string;
}

/** The edits of one change, or the reason why there are none. */
type Edits = SourceEdit[] | { reason: string };

/**
 * Changes properties in the text of a TypeScript file. Comments and formatting are kept. A property that exists is changed only
 * where its value is a literal, and one is added only to an object literal without spreads.
 *
 * @param file its name, whose extension says whether it has JSX
 * @returns the new text, and the changes that were not made
 */
export function setProperties<Change extends PropertyChange>(
  text: string,
  file: string,
  changes: readonly Change[],
): { text: string; refused: RefusedChange<Change>[] } {
  const refused: RefusedChange<Change>[] = [];
  let current = text;
  // from the end, so that the lines of the other changes stay
  for (const change of changes.toSorted((one, other) => other.line - one.line)) {
    const edits = editsOf(ts.createSourceFile(file, current, ts.ScriptTarget.Latest, true), change);
    if ('reason' in edits) refused.push({ change, reason: edits.reason });
    else current = applied(current, edits);
  }
  return { text: current, refused: refused.reverse() };
}

function applied(text: string, edits: readonly SourceEdit[]): string {
  let current = text;
  for (const { start, end, text: replacement } of edits.toSorted((one, other) => other.start - one.start))
    current = current.slice(0, start) + replacement + current.slice(end);
  return current;
}

function editsOf(source: ts.SourceFile, change: PropertyChange): Edits {
  const { path, value, type } = change;
  const construction = constructionOf(source, change);
  if (typeof construction === 'string') return { reason: construction };
  const [name, inputs] = construction.arguments ?? [];
  if (!name || construction.arguments?.some(ts.isSpreadElement))
    return { reason: `the arguments of ${classOf(type)} are not in the program as they are` };
  const names = path.split('.');
  if (!inputs) return insertObject(name, objectWith(source, names, value));
  if (!ts.isObjectLiteralExpression(inputs))
    return { reason: `the inputs of ${classOf(type)} are not an object literal` };
  return setIn(source, inputs, names, value);
}

/** The class of a resource: `Instance` of `aws:rds/instance:Instance`. */
function classOf(type: string): string {
  return type.slice(type.lastIndexOf(':') + 1);
}

function setIn(
  source: ts.SourceFile,
  object: ts.ObjectLiteralExpression,
  [first = '', ...rest]: readonly string[],
  value: PropertyValue,
): Edits {
  if (object.properties.some(ts.isSpreadAssignment))
    return { reason: 'its properties are spread from another object' };
  const name = first.replace('?', '');
  const property = object.properties.find(each => each.name && nameOf(each.name) === name);
  if (!property) {
    const isSkipped = first.endsWith('?') || rest.includes('*');
    return isSkipped ? [] : insertInto(source, object, [name, ...rest], value);
  }
  if (!ts.isPropertyAssignment(property)) return { reason: `${name} is not a literal` };
  const { initializer } = property;
  if (rest.length === 0) return replaced(source, initializer, name, value);
  if (rest[0] === '*') return setInItems(source, initializer, { name, path: rest.slice(1), value });
  if (ts.isObjectLiteralExpression(initializer)) return setIn(source, initializer, rest, value);
  return { reason: `${name} is not an object literal` };
}

function setInItems(
  source: ts.SourceFile,
  list: ts.Expression,
  { name, path, value }: { name: string; path: readonly string[]; value: PropertyValue },
): Edits {
  if (!ts.isArrayLiteralExpression(list)) return { reason: `${name} is not a list of object literals` };
  const edits: SourceEdit[] = [];
  for (const item of list.elements) {
    if (!ts.isObjectLiteralExpression(item)) return { reason: `${name} is not a list of object literals` };
    const inItem = setIn(source, item, path, value);
    if ('reason' in inItem) return inItem;
    edits.push(...inItem);
  }
  return edits;
}

function replaced(
  source: ts.SourceFile,
  initializer: ts.Expression,
  name: string,
  value: PropertyValue,
): Edits {
  if (!isLiteral(initializer)) return { reason: `${name} is not a literal` };
  const text = literalOf(source, value);
  const [start, end] = [initializer.getStart(source), initializer.getEnd()];
  return source.text.slice(start, end) === text ? [] : [{ start, end, text }];
}

function isLiteral(expression: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(expression)) return ts.isNumericLiteral(expression.operand);
  return (
    ts.isStringLiteralLike(expression) ||
    ts.isNumericLiteral(expression) ||
    expression.kind === ts.SyntaxKind.TrueKeyword ||
    expression.kind === ts.SyntaxKind.FalseKeyword
  );
}

/** The name of a property as a string; undefined when it is computed. */
function nameOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}
