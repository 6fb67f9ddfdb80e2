import { parseYaml, YamlError } from '@goldpath/diagnostics';
import type { Tree } from '@goldpath/files';
import { CATALOG_FILE } from '@goldpath/template';

interface Entity {
  kind?: unknown;
  metadata?: { name?: unknown; namespace?: unknown };
}

/** The entity refs of a repository's catalog file; none for an invalid file, which the check of the catalog reports. */
export function plannedEntities(tree: Tree): string[] {
  const file = tree.get(CATALOG_FILE);
  if (!file) return [];
  return documentsOf(file.content.toString())
    .map(refOf)
    .filter(ref => ref !== undefined);
}

function documentsOf(text: string): (Entity | null)[] {
  try {
    return parseYaml(text).documents.map(document => document.toJS() as Entity | null);
  } catch (error) {
    if (error instanceof YamlError) return [];
    throw error;
  }
}

function refOf(entity: Entity | null): string | undefined {
  const { kind, metadata } = entity ?? {};
  const { name, namespace = 'default' } = metadata ?? {};
  if (typeof kind !== 'string' || typeof name !== 'string' || typeof namespace !== 'string') return undefined;
  return `${kind}:${namespace}/${name}`.toLowerCase();
}
