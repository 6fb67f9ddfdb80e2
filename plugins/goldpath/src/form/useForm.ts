import type { Entity } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { scaffolderApiRef, type TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import { useCallback, useEffect, useState } from 'react';
import { askedIn, type FormState } from './asked.ts';
import { checkedManifest, fieldTitles } from './checkedSchema.ts';

/** The form of a stamped template. */
export interface StampedTemplateForm {
  templateRef: string;
  manifest: TemplateParameterSchema;
  titles: ReturnType<typeof fieldTitles>;
  asked: (answers: FormState) => FormState;
  /** answers that fit the person */
  defaults: FormState;
}

/** The state of {@link useForm}: the form, `stock` when Goldpath does not stamp the template, or the reason why there is none. */
export interface FormLoading {
  templateRef?: string;
  form?: StampedTemplateForm | 'stock';
  error?: Error;
}

/** Loads the form of a template; nothing without one. `retry` loads it again. */
export function useForm(templateRef: string | undefined): FormLoading & { retry: () => void } {
  const scaffolder = useApi(scaffolderApiRef);
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  const [state, setState] = useState<FormLoading>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (templateRef === undefined) return undefined;
    let wanted = true;
    Promise.all([
      catalog.getEntityByRef(templateRef),
      scaffolder.getTemplateParameterSchema(templateRef),
      identity.getBackstageIdentity(),
    ]).then(
      ([entity, manifest, { ownershipEntityRefs }]) => {
        const form = isOurs(entity, manifest)
          ? formOf(templateRef, manifest, ownershipEntityRefs)
          : ('stock' as const);
        if (wanted) setState({ templateRef, form });
      },
      (error: Error) => wanted && setState({ templateRef, error }),
    );
    return () => {
      wanted = false;
    };
  }, [templateRef, scaffolder, catalog, identity, round]);
  const retry = useCallback(() => {
    setState({});
    setRound(count => count + 1);
  }, []);
  return { ...(state.templateRef === templateRef && state), retry };
}

function formOf(
  templateRef: string,
  manifest: TemplateParameterSchema,
  owners: readonly string[],
): StampedTemplateForm {
  const titles = fieldTitles(manifest);
  const group = owners.find(ref => ref.startsWith('group:'));
  return {
    templateRef,
    manifest: checkedManifest(manifest, templateRef),
    titles,
    asked: askedIn(manifest),
    defaults: titles.has('owner') && group !== undefined ? { owner: group } : {},
  };
}

/** Whether Goldpath stamps a template, and its form needs nothing of the stock page. */
function isOurs(entity: Entity | undefined, manifest: TemplateParameterSchema): boolean {
  const steps = Array.isArray(entity?.spec?.steps) ? entity.spec.steps : [];
  const isStamped = steps.some(step => (step as { action?: unknown } | null)?.action === 'goldpath:stamp');
  const { formDecorators = manifest.EXPERIMENTAL_formDecorators } = manifest;
  return isStamped && !formDecorators;
}
