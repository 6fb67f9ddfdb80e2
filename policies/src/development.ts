import type { Node } from '@goldpath/program';

const names = /^(dev|devel|development|test|testing|qa|ci|local|sandbox|preview|pr|review|playground|demo)$/i;

/**
 * Whether a resource belongs to a stage for development by the name of its stack, such as `dev` or `dev-anna`. Such a stage
 * may be deleted, and fail with a single zone.
 */
function isForDevelopment({ urn }: Node): boolean {
  const stack = /^urn:pulumi:([^:]+)::/.exec(urn)?.[1] ?? '';
  return stack.split(/[-_.]/).some(part => names.test(part));
}

/** Whether a resource belongs to a stage whose data and availability matter: every one that is not for development. */
export function isForProduction(resource: Node): boolean {
  return !isForDevelopment(resource);
}
