import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  type KindValidator,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';

// A service describes software. It must not make users, groups or templates: those decide who may do what.
const kinds: Record<string, KindValidator> = {
  Component: componentEntityV1alpha1Validator,
  API: apiEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
};

const envelope = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/**
 * The value as an entity of a kind that a service's repository may describe.
 *
 * @throws Error with a message that names the field
 */
export async function validateEntity(value: unknown): Promise<Entity> {
  const entity = await envelope.enforce(value as Entity);
  if (!entity) throw new Error('it is empty');
  const validator = kinds[entity.kind];
  if (!validator) {
    throw new Error(`kind ${entity.kind} is not taken from a service; use ${Object.keys(kinds).join(', ')}`);
  }
  if (!(await validator.check(entity))) {
    throw new Error(
      `apiVersion ${entity.apiVersion} is not known for ${entity.kind}; use backstage.io/v1alpha1`,
    );
  }
  return entity;
}
