'use client';

import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { useTexts } from '../i18n/client.tsx';

/** The button that sends its form; it cannot be pressed twice while the form is being sent. */
export function SubmitButton({ children }: { children: ReactNode }) {
  const { pending } = useFormStatus();
  const { states } = useTexts();
  return (
    <button
      type="submit"
      className="button primary"
      aria-disabled={pending}
      onClick={event => {
        if (pending) event.preventDefault();
      }}
    >
      {pending ? states.sending : children}
    </button>
  );
}
