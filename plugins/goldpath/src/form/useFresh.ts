import { useState } from 'react';

/** The messages about a value, as long as it is the value that they were about. */
export function useFresh(messages: readonly string[], value: unknown): readonly string[] {
  const text = messages.join('\n');
  const [seen, setSeen] = useState({ text, value });
  if (seen.text !== text) setSeen({ text, value });
  const isFresh = seen.text !== text || seen.value === value;
  return isFresh ? messages : [];
}
