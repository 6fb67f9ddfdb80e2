import {
  DefaultNamespaceEntityPolicy,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import type { Document } from 'yaml';
import { readDescriptor, type Reading } from './descriptor.ts';

const envelope = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/**
 * Reads the template in a folder, `template.yaml`. The catalog reads no includes of a file on this machine.
 *
 * @param folder - absolute path of the template's folder
 */
export function readTemplateEntities(folder: string): Promise<Reading> {
  return readDescriptor(folder, { file: 'template.yaml', toEntity: toTemplate });
}

/** @throws Error with a message that names the field */
async function toTemplate(document: Document.Parsed): Promise<Entity> {
  const entity = await envelope.enforce(document.toJS() as Entity);
  if (!entity) throw new Error('it is empty');
  if (entity.kind !== 'Template')
    throw new Error(`kind ${entity.kind} is not a Template; move it to another file`);
  if (!(await templateEntityV1beta3Validator.check(entity)))
    throw new Error(`apiVersion ${entity.apiVersion} is not known; use scaffolder.backstage.io/v1beta3`);
  return entity;
}
