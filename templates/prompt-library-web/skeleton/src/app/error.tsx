'use client';

import { useEffect } from 'react';
import { useTexts } from '../i18n/client.tsx';
import { Message } from '../layout/Message.tsx';

export default function ErrorPage({ error, retry }: { error: Error; retry: () => void }) {
  const { states } = useTexts();
  useEffect(() => console.error(error), [error]);
  return (
    <main id="content">
      <Message title={states.problem} hint={states.problemHint} isAlert>
        <button type="button" className="button primary" onClick={retry}>
          {states.retry}
        </button>
      </Message>
    </main>
  );
}
