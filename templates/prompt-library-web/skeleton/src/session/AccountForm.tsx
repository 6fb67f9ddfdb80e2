'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { Field } from '../forms/Field.tsx';
import { emptyForm, type FormState } from '../forms/formState.ts';
import styles from '../forms/forms.module.css';
import { Problem } from '../forms/Problem.tsx';
import { SubmitButton } from '../forms/SubmitButton.tsx';
import { useTexts } from '../i18n/client.tsx';

interface AccountFormProps {
  kind: 'sign-in' | 'sign-up';
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** the path to return to */
  next: string;
  hasEnded?: boolean;
}

/** The form that signs in, or creates an account. */
export function AccountForm({ kind, action, next, hasEnded = false }: AccountFormProps) {
  const { account } = useTexts();
  const [{ code, fields, values }, send] = useActionState(action, emptyForm);
  const isNew = kind === 'sign-up';
  const title = isNew ? account.signUp : account.signIn;
  return (
    <form action={send} className={styles.form}>
      <h1>{title}</h1>
      {hasEnded && <p className={styles.notice}>{account.ended}</p>}
      <Problem code={code} />
      <input type="hidden" name="next" value={next} />
      {isNew && (
        <Field
          label={account.name}
          hint={account.nameHint}
          problem={fields.name}
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={values.name}
        />
      )}
      <Field
        label={account.email}
        problem={fields.email}
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={254}
        defaultValue={values.email}
      />
      <Field
        label={isNew ? account.newPassword : account.password}
        problem={fields.password}
        name="password"
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        required
        minLength={isNew ? 12 : undefined}
        maxLength={256}
      />
      <SubmitButton>{title}</SubmitButton>
      <OtherForm isNew={isNew} next={next} />
    </form>
  );
}

/** The way to the other form. */
function OtherForm({ isNew, next }: { isNew: boolean; next: string }) {
  const { account } = useTexts();
  const path = isNew ? '/sign-in' : '/sign-up';
  return (
    <p className={styles.notice}>
      {isNew ? account.haveAccount : account.noAccount}{' '}
      <Link href={`${path}?next=${encodeURIComponent(next)}`}>{isNew ? account.signIn : account.signUp}</Link>
    </p>
  );
}
