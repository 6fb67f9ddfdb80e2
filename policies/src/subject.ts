import path from 'node:path';
import type { Node, ResourceGraph } from './graph/graph.ts';
import type { Place } from './programError.ts';

/** A resource as reports name it, and where the program makes it. */
export interface Subject {
  resource: { type: string; name: string; urn: string };
  location: Place;
}

/**
 * How reports name a resource.
 *
 * @param root the folder that its location is relative to
 */
export function subjectOf(graph: ResourceGraph, node: Node, root: string): Subject {
  const { type, name, urn } = node;
  const source = graph.sourceOf(node);
  return {
    // Pulumi's own URNs leave out the stack that everything lies in
    resource: { type, name, urn: urn.replace('::pulumi:pulumi:Stack$', '::') },
    location: source
      ? { file: path.relative(root, source.file).split(path.sep).join('/'), line: source.line }
      : { file: 'Pulumi.yaml', line: 1 },
  };
}
