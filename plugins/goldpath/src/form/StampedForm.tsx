import { InfoCard, MarkdownContent, Content } from '@backstage/core-components';
import {
  SecretsContextProvider,
  type TemplateParameterSchema,
  useTemplateSecrets,
} from '@backstage/plugin-scaffolder-react';
import { Stepper, useFilteredSchemaProperties } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonValue } from '@backstage/types';
import { type FormEvent, type PropsWithChildren, useMemo, useRef, useState } from 'react';
import { useText } from '../messages/useText.ts';
import type { FormState } from './asked.ts';
import type { fieldTitles } from './checkedSchema.ts';
import { useFormFields } from './formFields.ts';
import { formMessages } from './formMessages.ts';
import { type FormPartsContext, formParts, pageVisits, reviewWith } from './formTemplates.tsx';

type Answers = Record<string, JsonValue>;

/** The properties of {@link StampedForm}. */
export interface StampedFormProps {
  manifest: TemplateParameterSchema;
  titles: ReturnType<typeof fieldTitles>;
  asked: (answers: FormState) => FormState;
  /** the answers to begin with; those of the address by default */
  initial?: FormState | undefined;
  /** creates the service; a problem is shown above the form */
  onCreate: (answers: Answers, secrets: Record<string, string>) => Promise<void>;
}

function StampedStepper({ manifest, titles, asked, initial, onCreate }: StampedFormProps) {
  const t = useText();
  const fields = useFormFields();
  const shown = useFilteredSchemaProperties(manifest);
  const { secrets } = useTemplateSecrets();
  const [visit] = useState(pageVisits);
  const [attempt, setAttempt] = useState(0);
  const parts = useMemo(() => formParts(titles.keys()), [titles]);
  const Review = useMemo(() => reviewWith(asked, visit), [asked, visit]);
  if (!fields || !shown) return null;
  const formContext: FormPartsContext = { pageOf: field => titles.get(field)?.page, visit, attempt };
  return (
    <Stepper
      manifest={shown}
      extensions={fields}
      components={{ ReviewStateComponent: Review }}
      formProps={{
        formContext,
        // the browser would report the first empty field only, in its own words
        noHtml5Validate: true,
        transformErrors(errors) {
          setAttempt(count => count + 1);
          return formMessages(errors, t('form.missing'));
        },
        uiSchema: parts,
      }}
      {...(initial && { initialState: initial as Answers })}
      onCreate={answers => onCreate(asked(answers) as Answers, secrets)}
    />
  );
}

/** Submits a form when the fields have passed on their answers: some do that only after the click that left them. */
function AfterAnswers({ children }: PropsWithChildren) {
  const isSettled = useRef(false);
  const settle = (event: FormEvent) => {
    if (isSettled.current) {
      isSettled.current = false;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const form = event.target as HTMLFormElement;
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (!form.isConnected) return;
        isSettled.current = true;
        form.requestSubmit();
      }),
    );
  };
  return <div onSubmitCapture={settle}>{children}</div>;
}

/** The form of a template that Goldpath stamps. */
export function StampedForm(props: StampedFormProps) {
  const { title, description } = props.manifest;
  return (
    <Content>
      <InfoCard
        title={title}
        subheader={description && <MarkdownContent content={description} linkTarget="_blank" />}
        noPadding
        titleTypographyProps={{ component: 'h2' }}
      >
        <SecretsContextProvider>
          <AfterAnswers>
            <StampedStepper {...props} />
          </AfterAnswers>
        </SecretsContextProvider>
      </InfoCard>
    </Content>
  );
}
