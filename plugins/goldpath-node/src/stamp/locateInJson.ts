import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  parseTree,
  type ParseError,
  printParseErrorCode,
} from 'jsonc-parser';
import { parsePointer } from '../source/pointer.ts';
import type { PointerEdit } from '../template/template.ts';
import type { Locate } from './place.ts';

/** Finds values in a JSON text. */
export function locateInJson(text: string): Locate<PointerEdit> {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors);
  const [error] = errors;
  return ({ at }) => {
    if (error) return `is not JSON (${printParseErrorCode(error.error)} at offset ${error.offset})`;
    const node = parsePointer(at).reduce<Node | undefined>((parent, key) => {
      return parent && findNodeAtLocation(parent, [parent.type === 'array' ? Number(key) : key]);
    }, root);
    if (!node) return `has no ${at}`;
    const { offset, length } = node;
    return [{ start: offset, end: offset + length, found: getNodeValue(node), write: JSON.stringify }];
  };
}
