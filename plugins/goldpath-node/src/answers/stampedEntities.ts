import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { parseYaml } from '@goldpath/diagnostics';
import { type Answers, type PointerEdit, stampedFile, type Template } from '@goldpath/template';

/** The file that the catalog registers the entities of a service from. */
const CATALOG_FILE = 'catalog-info.yaml';

/** The parts of an entity that its ref consists of. */
const namePointers = new Set(['/kind', '/metadata/name', '/metadata/namespace']);

/** An entity that stamping would register. */
export interface StampedEntity {
  /** the field of the form that decides its name */
  field: string;
  ref: string;
}

/**
 * The entities that stamping registers in the catalog, from the template's catalog file, as far as their names depend on these
 * answers.
 *
 * @param answers - valid answers; not all are needed
 */
export function stampedEntities(template: Template, answers: Answers): StampedEntity[] {
  const text = stampedFile(template, CATALOG_FILE, answers);
  if (text === undefined) return [];
  const entities = parseYaml(text).documents.map(document => document.toJS() as Entity | null);
  const fields = new Map(
    template.stamp.edits
      .filter(edit => namesEntity(edit) && answers[edit.answer] !== undefined)
      .map(edit => [(edit as PointerEdit).document ?? 0, edit.answer]),
  );
  const stamped: StampedEntity[] = [];
  for (const [index, field] of fields) {
    const entity = entities[index];
    if (entity?.kind && entity.metadata.name) stamped.push({ field, ref: stringifyEntityRef(entity) });
  }
  return stamped;
}

function namesEntity(edit: Template['stamp']['edits'][number]): boolean {
  return edit.file === CATALOG_FILE && 'at' in edit && namePointers.has(edit.at);
}
