'use client';

import { useActionState } from 'react';
import { ChoiceField } from '../forms/Field.tsx';
import { emptyForm, type FormState } from '../forms/formState.ts';
import { Problem } from '../forms/Problem.tsx';
import { SubmitButton } from '../forms/SubmitButton.tsx';
import { useTexts } from '../i18n/client.tsx';
import styles from './collections.module.css';

interface CollectFormProps {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** the names of the collections, by id */
  options: Record<string, string>;
}

/** The form that adds a prompt to a collection. */
export function CollectForm({ action, options }: CollectFormProps) {
  const { collections } = useTexts();
  const [{ code, values }, send] = useActionState(action, emptyForm);
  return (
    <form action={send} className={styles.collect}>
      <ChoiceField label={collections.addTo} name="collection" options={options} />
      <SubmitButton>{collections.add}</SubmitButton>
      <span role="status">{values.added !== undefined && collections.added}</span>
      <Problem code={code} />
    </form>
  );
}
