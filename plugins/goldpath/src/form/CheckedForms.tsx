import { Content, Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { type PropsWithChildren, useCallback, useState } from 'react';
import { matchPath, useLocation, useNavigate, useResolvedPath } from 'react-router-dom';
import { goldpathApiRef } from '../api.ts';
import { LoadProblem } from '../LoadProblem.tsx';
import { useText } from '../messages/useText.ts';
import { FormWithPreview } from '../preview/FormWithPreview.tsx';
import type { FormState } from './asked.ts';
import { forgetAnswers, keepAnswers, keptAnswers } from './keptAnswers.ts';
import { type Refusal, RefusalPanel } from './RefusalPanel.tsx';
import { StampedForm, type StampedFormProps } from './StampedForm.tsx';
import { type StampedTemplateForm, useForm } from './useForm.ts';

/**
 * The forms of the scaffolder, of which those of stamped templates are Goldpath's own: the backend validates the answers page by
 * page, and when it refuses to create something, the form is shown again with all answers, below the reasons. Beside the form is a
 * preview of what it would create.
 */
export function CheckedForms({ children }: PropsWithChildren) {
  const { pathname } = useLocation();
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  const match = matchPath(`${base}/:namespace/:name`, pathname);
  const templateRef = match ? `template:${match.params.namespace}/${match.params.name}` : undefined;
  const { form, error, retry } = useForm(templateRef);
  const t = useText();
  if (templateRef === undefined || form === 'stock') return <>{children}</>;
  if (error) {
    return (
      <Content>
        <LoadProblem title={t('form.notLoaded')} error={error} onRetry={retry} />
      </Content>
    );
  }
  if (!form) return <Progress />;
  return <CheckedForm key={templateRef} form={form} />;
}

/** The answers that a form begins with: those of its address, or those of the last visit, or defaults. */
function initialAnswers({ templateRef, defaults }: StampedTemplateForm, search: string) {
  if (new URLSearchParams(search).has('formData')) return undefined;
  return { ...defaults, ...keptAnswers(sessionStorage, templateRef) };
}

function CheckedForm({ form }: { form: StampedTemplateForm }) {
  const scaffolder = useApi(scaffolderApiRef);
  const goldpath = useApi(goldpathApiRef);
  const navigate = useNavigate();
  const taskPath = useRouteRef(scaffolderPlugin.routes.ongoingTask);
  const { search } = useLocation();
  const [initial, setInitial] = useState(() => initialAnswers(form, search));
  const [refusal, setRefusal] = useState<Refusal & { attempt: number }>();
  const { templateRef, titles, manifest, asked } = form;
  const keep = useCallback(
    (answers: FormState) => keepAnswers(sessionStorage, templateRef, answers),
    [templateRef],
  );
  const create: StampedFormProps['onCreate'] = async (values, secrets) => {
    try {
      const { taskId } = await scaffolder.scaffold({ templateRef, values, secrets });
      forgetAnswers(sessionStorage, templateRef);
      void navigate(taskPath?.({ taskId }) ?? `/create/tasks/${taskId}`);
    } catch (error) {
      const problems = await goldpath.validate({ templateRef, answers: values }).catch(() => []);
      setInitial(values);
      setRefusal(last => ({ error: error as Error, problems, titles, attempt: (last?.attempt ?? 0) + 1 }));
    }
  };
  const attempt = refusal?.attempt ?? 0;
  return (
    <>
      {refusal && <RefusalPanel key={`refusal ${attempt}`} {...refusal} />}
      <FormWithPreview titles={titles} asked={asked} onAnswers={keep}>
        <StampedForm key={attempt} {...{ manifest, titles, asked, initial }} onCreate={create} />
      </FormWithPreview>
    </>
  );
}
