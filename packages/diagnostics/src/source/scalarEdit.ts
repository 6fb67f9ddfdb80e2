import type { TextEdit } from '../diagnostic.ts';
import { type Located, placeIn } from './located.ts';

/** The edit that replaces a part of a string. The new text must not need an escape in YAML. */
export function editIn(node: Located, from: number, to: number, text: string): TextEdit {
  return { path: node.source.path, start: placeIn(node, from).start, end: placeIn(node, to).start, text };
}
