/** The keys and values with which Pulumi's SDKs and its engine mark a resource among values (`runtime.specialResourceSig`). */
const signatureKey = '4dabf18193072939515e22adb298388d';
const resourceSignature = '5cf8f73096256a8f31e491e813e4eb8e';

/**
 * Returns the id of a resource that is given in the place of its id (`role: role`), as providers get it; `undefined` for other values,
 * and for components, which have no id. The id is empty where it is known only after a deployment.
 */
export function referencedId(value: object): string | undefined {
  const { [signatureKey]: signature, id } = value as Record<string, unknown>;
  return signature === resourceSignature && typeof id === 'string' ? id : undefined;
}
