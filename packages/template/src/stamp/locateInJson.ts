import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  parseTree,
  type ParseError,
  printParseErrorCode,
} from 'jsonc-parser';
import { parsePointer } from '@goldpath/diagnostics';
import type { PointerEdit } from '../template.ts';
import type { Locate } from './editPlace.ts';
import { missingPointer } from './missingPointer.ts';

/** Finds values in a JSON text. */
export function locateInJson(text: string): Locate<PointerEdit> {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors);
  const [error] = errors;
  return ({ at }) => {
    if (error) {
      const message = `is not JSON (${printParseErrorCode(error.error)} at offset ${error.offset})`;
      return { part: 'file', message, fix: 'fix the syntax', offset: error.offset };
    }
    const keys = parsePointer(at);
    const node = keys.reduce<Node | undefined>((parent, key) => parent && child(parent, key), root);
    if (!node) return missingPointer(root, keys, { child, keysOf });
    const { offset, length } = node;
    return [{ start: offset, end: offset + length, found: getNodeValue(node), write: JSON.stringify }];
  };
}

function child(parent: Node, key: string): Node | undefined {
  return findNodeAtLocation(parent, [parent.type === 'array' ? Number(key) : key]);
}

function keysOf({ type, children = [] }: Node): string[] {
  if (type === 'array') return [...children.keys()].map(String);
  if (type !== 'object') return [];
  return children.map(({ children: pair = [] }) => String(pair[0]?.value));
}
