'use client';

import { useActionState } from 'react';
import { Field } from '../forms/Field.tsx';
import { emptyForm, type FormState } from '../forms/formState.ts';
import { Problem } from '../forms/Problem.tsx';
import { SubmitButton } from '../forms/SubmitButton.tsx';
import { useTexts } from '../i18n/client.tsx';
import styles from './collections.module.css';

interface NameFormProps {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** the current name; without one, the form creates a collection */
  name?: string;
}

/** The form that names a collection. */
export function NameForm({ action, name }: NameFormProps) {
  const { collections } = useTexts();
  const [{ code, fields, values }, send] = useActionState(action, emptyForm);
  const isNew = name === undefined;
  return (
    <form action={send} className={styles.name}>
      <Problem code={code} />
      <Field
        label={isNew ? collections.created : collections.name}
        problem={fields.name}
        name="name"
        required
        maxLength={100}
        autoComplete="off"
        defaultValue={values.name ?? name}
      />
      <SubmitButton>{isNew ? collections.create : collections.rename}</SubmitButton>
    </form>
  );
}
