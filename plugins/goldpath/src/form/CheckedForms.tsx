import type { Entity } from '@backstage/catalog-model';
import { ApiProvider } from '@backstage/core-app-api';
import { type ApiHolder, type ApiRef, useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { type PropsWithChildren, useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { goldpathApiRef } from '../api.ts';
import { FormWithPreview } from '../preview/FormWithPreview.tsx';
import { checkedManifest, fieldTitles } from './checkedSchema.ts';
import { type Refusal, RefusalPanel } from './RefusalPanel.tsx';

type ScaffolderApi = typeof scaffolderApiRef.T;

/**
 * Extends the forms of the scaffolder: the backend validates the answers to stamped templates page by page, and when it
 * refuses to create something, the form is shown again with all answers, below the reasons. Beside the form is a preview of what
 * it would create.
 */
export function CheckedForms({ children }: PropsWithChildren) {
  const scaffolder = useApi(scaffolderApiRef);
  const catalog = useApi(catalogApiRef);
  const goldpath = useApi(goldpathApiRef);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [titles, setTitles] = useState<ReturnType<typeof fieldTitles>>(new Map());
  const [refusal, setRefusal] = useState<Refusal & { pathname: string; attempt: number }>();

  const apis = useMemo((): ApiHolder => {
    const checked: Partial<ScaffolderApi> = {
      async getTemplateParameterSchema(templateRef, options) {
        const [manifest, template] = await Promise.all([
          scaffolder.getTemplateParameterSchema(templateRef, options),
          catalog.getEntityByRef(templateRef),
        ]);
        if (!template || !isStamped(template)) return manifest;
        setTitles(fieldTitles(manifest));
        return checkedManifest(manifest, templateRef);
      },
      async scaffold(request, options) {
        try {
          return await scaffolder.scaffold(request, options);
        } catch (error) {
          const { templateRef, values: answers } = request;
          const [problems, manifest] = await Promise.all([
            goldpath.validate({ templateRef, answers }).catch(() => []),
            scaffolder.getTemplateParameterSchema(templateRef),
          ]);
          const search = `?formData=${encodeURIComponent(JSON.stringify(answers))}`;
          void navigate({ search }, { replace: true });
          const found = { error: error as Error, problems, titles: fieldTitles(manifest), pathname };
          setRefusal(last => ({ ...found, attempt: (last?.attempt ?? 0) + 1 }));
          // the form that waits for an answer is replaced by a new one, and would show the error again
          return new Promise(() => {});
        }
      },
    };
    const api = Object.assign(Object.create(scaffolder) as ScaffolderApi, checked);
    const holder: Partial<Record<string, unknown>> = { [scaffolderApiRef.id]: api };
    return { get: <T,>(ref: ApiRef<T>) => holder[ref.id] as T | undefined };
  }, [scaffolder, catalog, goldpath, navigate, pathname]);

  return (
    <ApiProvider apis={apis}>
      {refusal?.pathname === pathname && <RefusalPanel key={refusal.attempt} {...refusal} />}
      <FormWithPreview titles={titles} attempt={refusal?.attempt ?? 0}>
        {children}
      </FormWithPreview>
    </ApiProvider>
  );
}

function isStamped({ spec }: Entity): boolean {
  const steps = Array.isArray(spec?.steps) ? spec.steps : [];
  return steps.some(step => (step as { action?: unknown } | null)?.action === 'goldpath:stamp');
}
