import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  DefaultNamespaceEntityPolicy,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { type Document, parseDocument } from 'yaml';
import { readDescriptor, type Reading, stateOf } from './descriptor.ts';

const envelope = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** The annotation with the version of a template, which Backstage's own templates use. */
export const ANNOTATION_VERSION = 'backstage.io/template-version';

/**
 * Reads the template in a folder, `template.yaml`, with its version from `stamp.yaml`: as an annotation, and as a link, since the
 * cards of the create page show links. The catalog reads no includes of a file on this machine.
 *
 * @param folder - absolute path of the template's folder
 */
export async function readTemplateEntities(folder: string): Promise<Reading> {
  const reading = await readDescriptor(folder, { file: 'template.yaml', toEntity: toTemplate });
  const file = path.join(folder, 'stamp.yaml');
  reading.sources.set(file, await stateOf(file));
  const version = await readVersion(file);
  if (version === undefined) return reading;
  return { ...reading, entities: reading.entities.map(entity => withVersion(entity, version)) };
}

/** The version in a stamp.yaml; undefined when there is none, or the file is not valid, which the lint reports. */
async function readVersion(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const version: unknown = parseDocument(text).getIn(['template', 'version']);
  return typeof version === 'string' ? version : undefined;
}

function withVersion(entity: Entity, version: string): Entity {
  const { annotations, links = [] } = entity.metadata;
  const link = { title: `Version ${version}`, url: '/templates' };
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: { ...annotations, [ANNOTATION_VERSION]: version },
      links: [...links, link],
    },
  };
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
