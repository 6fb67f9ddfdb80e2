import type { Entity } from '@backstage/catalog-model';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';
import type { JsonArray, JsonObject, JsonValue } from '@backstage/types';

/** The value of the answer `destination` that `goldpath:publish:local` publishes. */
const local = 'local';

/** Removes the local folder from the forms, in a portal that does not publish locally. */
export class OtherDestinationsProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'goldpath-other-destinations';
  }

  preProcessEntity(entity: Entity): Promise<Entity> {
    return Promise.resolve(withoutLocal(entity));
  }
}

/**
 * Returns a template whose field `destination` does not offer the local folder. When that is its default, the first of the
 * others becomes the default. A template that only publishes locally is unchanged.
 */
export function withoutLocal(entity: Entity): Entity {
  const { kind, spec } = entity;
  if (kind !== 'Template' || spec?.parameters === undefined) return entity;
  const { parameters } = spec;
  const pages = Array.isArray(parameters) ? parameters.map(pageWithoutLocal) : pageWithoutLocal(parameters);
  return { ...entity, spec: { ...spec, parameters: pages } };
}

function pageWithoutLocal(page: JsonValue): JsonValue {
  if (!isObject(page) || !isObject(page.properties) || !isObject(page.properties.destination)) return page;
  const destination = fieldWithoutLocal(page.properties.destination);
  return { ...page, properties: { ...page.properties, destination } };
}

function fieldWithoutLocal(field: JsonObject): JsonObject {
  const { enum: values, 'ui:enumNames': names, default: preset } = field;
  if (!Array.isArray(values) || !values.includes(local) || values.length === 1) return field;
  const others = (list: JsonArray) => list.filter((_, index) => values[index] !== local);
  const changed: JsonObject = { ...field, enum: others(values) };
  if (Array.isArray(names)) changed['ui:enumNames'] = others(names);
  if (preset === local) changed.default = others(values)[0];
  return changed;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
