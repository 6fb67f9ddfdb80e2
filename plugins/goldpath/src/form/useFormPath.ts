import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';

/** The path of the form of a template. */
export function useFormPath(templateRef: string): string {
  const formPath = useRouteRef(scaffolderPlugin.routes.selectedTemplate);
  const { namespace, name } = parseEntityRef(templateRef);
  return formPath?.({ namespace, templateName: name }) ?? `/create/templates/${namespace}/${name}`;
}
