import path from 'node:path';
import type { Location, Subject } from '@goldpath/diagnostics';
import type { Node, ResourceGraph } from './graph/graph.ts';
import { PROGRAM_FILE } from './programFolder.ts';

/** A resource as diagnostics name it, and the place in the program that creates it. */
export interface LocatedSubject {
  subject: Required<Subject>;
  location: Location;
}

/**
 * Returns a resource as diagnostics name it.
 *
 * @param root the folder that its location is relative to
 */
export function subjectOf(graph: ResourceGraph, node: Node, root: string): LocatedSubject {
  const { type, name, urn } = node;
  const source = graph.sourceOf(node);
  return {
    // Pulumi's own URNs leave out the stack, which is the root of all resources
    subject: { type, name, urn: urn.replace('::pulumi:pulumi:Stack$', '::') },
    location: source ? locationIn(root, source) : { file: PROGRAM_FILE, line: 1 },
  };
}

/** Returns a source position relative to a folder. */
export function locationIn(root: string, { file, line }: { file: string; line: number }): Location {
  return { file: path.relative(root, file).split(path.sep).join('/'), line };
}
