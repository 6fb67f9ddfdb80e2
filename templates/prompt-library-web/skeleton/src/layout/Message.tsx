import type { ReactNode } from 'react';
import styles from './Message.module.css';

interface MessageProps {
  title: string;
  hint: string;
  /** whether screen readers announce it at once */
  isAlert?: boolean;
  children?: ReactNode;
}

/** The state of a page or a list that has nothing else to show, with the way on. */
export function Message({ title, hint, isAlert = false, children }: MessageProps) {
  return (
    <div className={styles.message} role={isAlert ? 'alert' : undefined}>
      <h1 className={styles.title}>{title}</h1>
      <p>{hint}</p>
      {children}
    </div>
  );
}
