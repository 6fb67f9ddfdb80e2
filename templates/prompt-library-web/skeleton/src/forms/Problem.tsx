'use client';

import { useTexts } from '../i18n/client.tsx';
import styles from './forms.module.css';

interface ProblemProps {
  code: string | undefined;
  /** the texts of the codes that mean something else in this form */
  own?: Record<string, string>;
}

/** The problem of a form, by the code of the service; nothing without a code. */
export function Problem({ code, own = {} }: ProblemProps) {
  const { problems } = useTexts();
  if (code === undefined) return null;
  const texts: Record<string, string> = { ...problems, ...own };
  return (
    <p role="alert" className={styles.banner}>
      {texts[code] ?? problems.other}
    </p>
  );
}
