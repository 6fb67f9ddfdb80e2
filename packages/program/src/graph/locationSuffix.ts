import type { Node } from './graph.ts';

/** Returns the place where the program creates a resource, such as ` (line 4 of index.ts)`; `''` when it is unknown. */
export function locationSuffix({ source }: Node): string {
  if (!source) return '';
  return ` (line ${source.line} of ${source.file.split(/[\\/]/).pop()})`;
}
