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
 * Reads the template in a folder, `template.yaml`, with its version from `stamp.yaml`. The catalog reads no includes of a file on this
 * machine.
 *
 * @param folder - absolute path of the template's folder
 * @param page - absolute URL of the portal's page "Templates"; without it, cards do not show the version
 */
export async function readTemplateEntities(folder: string, page?: string): Promise<Reading> {
  const reading = await readDescriptor(folder, { file: 'template.yaml', toEntity: toTemplate });
  const file = path.join(folder, 'stamp.yaml');
  reading.sources.set(file, await stateOf(file));
  const version = versionIn(await readFile(file, 'utf8').catch(() => ''));
  if (version === undefined) return reading;
  return { ...reading, entities: reading.entities.map(entity => withVersion(entity, version, page)) };
}

/** The version in the text of a stamp.yaml; undefined when there is none, or it is not valid, which the lint reports. */
export function versionIn(stampYaml: string): string | undefined {
  const version: unknown = parseDocument(stampYaml).getIn(['template', 'version']);
  return typeof version === 'string' ? version : undefined;
}

/**
 * Returns a template with its version: as an annotation, and as a link, which its card on the create page shows.
 *
 * @param page - absolute URL of the link, since the catalog refuses other ones
 */
export function withVersion(entity: Entity, version: string, page?: string): Entity {
  const { annotations, links = [] } = entity.metadata;
  const metadata = { ...entity.metadata, annotations: { ...annotations, [ANNOTATION_VERSION]: version } };
  if (page !== undefined) metadata.links = [...links, { title: `Version ${version}`, url: page }];
  return { ...entity, metadata };
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
