import { Document, isMap, isScalar, isSeq, Scalar, YAMLSeq } from 'yaml';
import { parsePointer, parseYaml, YamlError } from '@goldpath/diagnostics';
import type { PointerEdit } from '../template.ts';
import type { Locate, Miss } from './editPlace.ts';
import { missingPointer } from './missingPointer.ts';

/** Finds values in a YAML text of one or more documents. */
export function locateInYaml(text: string): Locate<PointerEdit> {
  const documents = parse(text);
  return ({ at, document: index }) => {
    if ('part' in documents) return documents;
    if (index === undefined && documents.length > 1) {
      const message = `has ${documents.length} documents`;
      return { part: 'document', message, fix: 'set "document" (0 is the first)' };
    }
    const document = documents[index ?? 0];
    if (!document) {
      let fix = 'the file is empty';
      if (documents.length > 0) fix = `the last is ${documents.length - 1}`;
      return { part: 'document', message: `has no document ${index ?? 0}`, fix };
    }
    const keys = parsePointer(at);
    const node: unknown = document.getIn(keys, true);
    if (node === undefined) return missingPointer<unknown>(document.contents, keys, { child, keysOf });
    if (!isScalar(node) || !node.range) {
      const message = `has no single value at ${at}`;
      return { part: 'at', message, fix: 'point to a string, number or boolean' };
    }
    if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') {
      return { part: 'at', message: `has a block scalar at ${at}`, fix: 'write it on one line' };
    }
    const [start, end] = node.range;
    return [{ start, end, found: node.value, write: value => writeScalar(value, node.type) }];
  };
}

/** The documents of the last texts, by text: templates of a repository share files. */
const recent = new Map<string, Document.Parsed[] | Miss>();
const MAX_RECENT = 40;

function parse(text: string): Document.Parsed[] | Miss {
  const known = recent.get(text) ?? parseDocuments(text);
  // a map keeps the order of insertion: the first key is the one that was not used for longest
  recent.delete(text);
  recent.set(text, known);
  const [oldest] = recent.keys();
  if (recent.size > MAX_RECENT && oldest !== undefined) recent.delete(oldest);
  return known;
}

function parseDocuments(text: string): Document.Parsed[] | Miss {
  try {
    return parseYaml(text).documents;
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const { line, offset } = error;
    const message = `is not YAML: ${error.message} (line ${line})`;
    return { part: 'file', message, fix: 'fix the syntax', offset };
  }
}

function child(parent: unknown, key: string): unknown {
  if (!isMap(parent) && !isSeq(parent)) return undefined;
  return parent.get(key, true);
}

function keysOf(node: unknown): string[] {
  if (isSeq(node)) return [...node.items.keys()].map(String);
  if (!isMap(node)) return [];
  return node.items.map(({ key }) => String(isScalar(key) ? key.value : key));
}

/** The value on one line, in the given style where that is possible. It is valid in block and in flow collections. */
function writeScalar(value: string | number | boolean, style: Scalar.Type | undefined): string {
  const scalar = new Scalar(value);
  const hasLineBreak = typeof value === 'string' && /[\r\n]/.test(value);
  scalar.type = hasLineBreak ? Scalar.QUOTE_DOUBLE : style;
  const list = new YAMLSeq();
  list.flow = true;
  list.items.push(scalar);
  const options = { lineWidth: 0, flowCollectionPadding: false, doubleQuotedMinMultiLineLength: Infinity };
  return new Document(list).toString(options).trimEnd().slice(1, -1);
}
