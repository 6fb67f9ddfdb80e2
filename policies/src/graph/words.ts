import type { Node } from './graph.ts';

/** Where a resource is made: ` (line 4 of index.ts)`; nothing where that is not known. */
export function placeWords({ source }: Node): string {
  return source ? ` (line ${source.line} of ${source.file.split(/[\\/]/).pop()})` : '';
}
