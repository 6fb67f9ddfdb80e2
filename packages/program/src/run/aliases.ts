import type { RecordedResource } from './recorded.ts';

/** An item of the option "aliases" in a registration request: a protobuf message of the Pulumi SDK. */
export interface Alias {
  getUrn(): string;
  getSpec(): AliasSpec | undefined;
}

/** The parts of a former URN; an empty one is unchanged. */
interface AliasSpec {
  getName(): string;
  getType(): string;
  getStack(): string;
  getProject(): string;
  getParenturn(): string;
  getNoparent(): boolean;
}

/**
 * Returns the former URNs of a resource, as the engine computes them: those of its aliases, and those that it had below the
 * former URNs of its parent.
 */
export function aliasUrns(
  aliases: readonly Alias[],
  urn: string,
  parent: Pick<RecordedResource, 'urn' | 'aliases'> | undefined,
): string[] {
  const parents = [parent?.urn, ...(parent?.aliases ?? [])];
  const given = aliases.flatMap(alias => {
    const spec = alias.getSpec();
    return spec ? parents.map(former => urnOf(urn, spec, former)) : [alias.getUrn()];
  });
  const inherited = parents.map(former => urnOf(urn, undefined, former));
  const all = new Set([...given, ...inherited]);
  all.delete(urn);
  return [...all];
}

function urnOf(urn: string, spec: AliasSpec | undefined, parent: string | undefined): string {
  const [stack = '', project = '', types = '', name = ''] = partsOf(urn);
  const type = types.slice(types.lastIndexOf('$') + 1);
  if (!spec) return joined(stack, project, `${typesOf(parent)}$${type}`, name);
  const above = spec.getNoparent() ? stackType : typesOf(spec.getParenturn() || parent);
  return joined(
    spec.getStack() || stack,
    spec.getProject() || project,
    `${above}$${spec.getType() || type}`,
    spec.getName() || name,
  );
}

const joined = (...parts: string[]) => `urn:pulumi:${parts.join('::')}`;

/** The type of the root, which the mock monitor puts in front of each type. */
const stackType = 'pulumi:pulumi:Stack';

const typesOf = (urn: string | undefined) => (urn === undefined ? stackType : (partsOf(urn)[2] ?? ''));

const partsOf = (urn: string) => urn.replace('urn:pulumi:', '').split('::');
