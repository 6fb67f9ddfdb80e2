import ts from 'typescript';

/** A literal of a property. */
export type PropertyValue = boolean | number | string;

/** The replacement of a range of a text. */
export interface SourceEdit {
  start: number;
  end: number;
  text: string;
}

/** Adds a property to an object literal, formatted as its other properties are. */
export function insertInto(
  source: ts.SourceFile,
  object: ts.ObjectLiteralExpression,
  path: readonly string[],
  value: PropertyValue,
): SourceEdit[] {
  const { text } = source;
  const property = propertyWith(source, path, value);
  const { properties } = object;
  const last = properties.at(-1);
  const begin = object.getStart(source);
  if (!last) {
    const space = /\s/.test(text.charAt(begin + 1)) ? '' : ' ';
    return [insertion(begin + 1, ` ${property}${space}`)];
  }
  const comma = properties.hasTrailingComma ? ',' : '';
  const end = comma ? properties.end : last.getEnd();
  const isOnOneLine = lineOf(source, last.getStart(source)) === lineOf(source, begin);
  if (isOnOneLine) return [insertion(end, comma ? ` ${property},` : `, ${property}`)];
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const added = `${newLine}${indentAt(source, last)}${property}${comma}`;
  // a comment at the end of the line belongs to the property before
  const lineEnd = ts.getTrailingCommentRanges(text, end)?.at(-1)?.end ?? end;
  if (comma) return [insertion(lineEnd, added)];
  return lineEnd === end ? [insertion(end, `,${added}`)] : [insertion(end, ','), insertion(lineEnd, added)];
}

/** Adds an object literal after the name of a resource that has no inputs. */
export function insertObject(name: ts.Expression, object: string): SourceEdit[] {
  return [insertion(name.getEnd(), `, ${object}`)];
}

/** The text of an object literal with one property. */
export function objectWith(source: ts.SourceFile, path: readonly string[], value: PropertyValue): string {
  return `{ ${propertyWith(source, path, value)} }`;
}

function propertyWith(
  source: ts.SourceFile,
  [name = '', ...rest]: readonly string[],
  value: PropertyValue,
): string {
  const content = rest.length === 0 ? literalOf(source, value) : objectWith(source, rest, value);
  return `${name.replace('?', '')}: ${content}`;
}

/** The text of a literal, in the quotes of the file. */
export function literalOf({ text }: ts.SourceFile, value: PropertyValue): string {
  if (typeof value !== 'string') return String(value);
  const isDouble = text.split('"').length > text.split("'").length;
  return isDouble ? `"${value}"` : `'${value}'`;
}

function insertion(at: number, text: string): SourceEdit {
  return { start: at, end: at, text };
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line;
}

function indentAt(source: ts.SourceFile, node: ts.Node): string {
  const begin = source.getLineStarts()[lineOf(source, node.getStart(source))] ?? 0;
  return /^[ \t]*/.exec(source.text.slice(begin))?.[0] ?? '';
}
