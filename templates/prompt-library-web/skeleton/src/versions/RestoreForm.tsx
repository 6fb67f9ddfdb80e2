'use client';

import { useActionState } from 'react';
import { emptyForm, type FormState } from '../forms/formState.ts';
import styles from '../forms/forms.module.css';
import { Problem } from '../forms/Problem.tsx';
import { SubmitButton } from '../forms/SubmitButton.tsx';
import { useTexts } from '../i18n/client.tsx';

interface RestoreFormProps {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** the tag of the prompt's current version */
  etag: string;
}

/** The button that restores a version. */
export function RestoreForm({ action, etag }: RestoreFormProps) {
  const { versions } = useTexts();
  const [{ code }, send] = useActionState(action, emptyForm);
  return (
    <form action={send} className={styles.actions}>
      <Problem code={code} own={{ precondition_failed: versions.changed }} />
      <input type="hidden" name="etag" value={etag} />
      <SubmitButton>{versions.restore}</SubmitButton>
      <p className={styles.notice}>{versions.restoreHint}</p>
    </form>
  );
}
