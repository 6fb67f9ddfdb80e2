'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { ChoiceField, Field, TextField } from '../forms/Field.tsx';
import { emptyForm, type FormState } from '../forms/formState.ts';
import styles from '../forms/forms.module.css';
import { Problem } from '../forms/Problem.tsx';
import { SubmitButton } from '../forms/SubmitButton.tsx';
import { useTexts } from '../i18n/client.tsx';
import type { Prompt } from './types.ts';

interface PromptFormProps {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** the prompt to change and the tag of its version; without one, the form adds a prompt */
  changed?: { prompt: Prompt; etag: string };
  /** a value for each opened form, by which the service recognizes a repeated request */
  requestKey?: string;
}

/** The values that the form begins with. */
function initialValues(changed: PromptFormProps['changed']): Record<string, string> {
  if (!changed) return { agentType: 'LLM', visibility: 'PUBLIC' };
  const { title, description, text, agentType, visibility, tags } = changed.prompt;
  return { title, description, text, agentType, visibility, tags: tags.join(', '), etag: changed.etag };
}

/** The form that adds or changes a prompt. */
export function PromptForm({ action, changed, requestKey }: PromptFormProps) {
  const { edit } = useTexts();
  const [{ code, fields, values: sent }, send] = useActionState(action, emptyForm);
  const values = { ...initialValues(changed), ...sent };
  return (
    <form action={send} className={`${styles.form} ${styles.wide}`}>
      <h1>{changed ? edit.editTitle : edit.newTitle}</h1>
      <Problem code={code} own={{ precondition_failed: edit.conflict }} />
      <input type="hidden" name="key" value={requestKey} />
      <input type="hidden" name="etag" value={values.etag} />
      <TextFields values={values} fields={fields} />
      <Choices values={values} />
      <Field
        label={edit.tags}
        hint={edit.tagsHint}
        problem={fields.tags}
        name="tags"
        autoComplete="off"
        defaultValue={values.tags}
      />
      <div className={styles.actions}>
        <SubmitButton>{changed ? edit.save : edit.create}</SubmitButton>
        <Link href={changed ? `/prompts/${changed.prompt.id}` : '/'} className="button quiet">
          {edit.cancel}
        </Link>
      </div>
    </form>
  );
}

/** The title, the description and the text. */
function TextFields({ values, fields }: Pick<FormState, 'values' | 'fields'>) {
  const { edit } = useTexts();
  return (
    <>
      <Field
        label={edit.title}
        problem={fields.title}
        name="title"
        required
        maxLength={200}
        defaultValue={values.title}
      />
      <Field
        label={edit.description}
        problem={fields.description}
        name="description"
        maxLength={2000}
        defaultValue={values.description}
      />
      <TextField
        label={edit.text}
        hint={edit.textHint}
        problem={fields.text}
        name="text"
        className={styles.text}
        rows={12}
        required
        maxLength={200_000}
        defaultValue={values.text}
      />
    </>
  );
}

/** The kind of model, and who may see the prompt. */
function Choices({ values }: Pick<FormState, 'values'>) {
  const { edit, browse } = useTexts();
  const { LLM, IMAGE } = browse.kinds;
  return (
    <div className={styles.row}>
      {/* a choice keeps its first default when React empties the form: the key makes a new one */}
      <ChoiceField
        key={`kind-${values.agentType}`}
        label={edit.kind}
        name="agentType"
        options={{ LLM, IMAGE }}
        defaultValue={values.agentType}
      />
      <ChoiceField
        key={`visibility-${values.visibility}`}
        label={edit.visibility}
        name="visibility"
        options={edit.visibilities}
        defaultValue={values.visibility}
      />
    </div>
  );
}
