import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { createFormField, FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import FormHelperText from '@material-ui/core/FormHelperText';
import { takenName } from './takenName.ts';

/** The stock text field with its help, which the form leaves out for fields of one's own: only the validation is ours. */
function ServiceName(props: FieldExtensionComponentProps<string>) {
  const { StringField } = props.registry.fields;
  const { 'ui:field': _ours, ...uiSchema } = props.uiSchema;
  if (!StringField) return null;
  return (
    <>
      <StringField {...props} uiSchema={uiSchema} />
      <FormHelperText error={false}>{props.schema.description}</FormHelperText>
    </>
  );
}

/**
 * The form field `GoldpathServiceName`: a name that the catalog must not have yet. What a name looks like is said by the
 * template's own schema.
 */
export const serviceNameField = FormFieldBlueprint.make({
  name: 'service-name',
  params: {
    field: async () =>
      createFormField({
        name: 'GoldpathServiceName',
        component: ServiceName,
        async validation(name, field, { apiHolder }) {
          const catalog = apiHolder.get(catalogApiRef);
          if (!catalog) throw new Error('The catalog cannot be asked whether the name is free.');
          const problem = await takenName(name, catalog);
          if (problem) field.addError(problem);
        },
      }),
  },
});
