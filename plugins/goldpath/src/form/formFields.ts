import { useApi } from '@backstage/core-plugin-api';
import type { FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import { type FormField, formFieldsApiRef, SecretWidget } from '@backstage/plugin-scaffolder-react/alpha';
import { useEffect, useState } from 'react';

// The scaffolder has no public way from a form field to its parts, so this file alone depends on them.
type Field = FieldExtensionOptions<unknown, unknown>;
const toField = (field: FormField) => field as unknown as Field;
const secret = { name: 'Secret', component: SecretWidget } as unknown as Field;

/** The fields that the portal's plugins provide for forms; undefined until they are loaded. */
export function useFormFields(): Field[] | undefined {
  const fields = useApi(formFieldsApiRef);
  const [loaded, setLoaded] = useState<Field[]>();
  useEffect(() => {
    let wanted = true;
    void fields.loadFormFields().then(found => {
      if (wanted) setLoaded([...found.map(toField), secret]);
    });
    return () => {
      wanted = false;
    };
  }, [fields]);
  return loaded;
}
