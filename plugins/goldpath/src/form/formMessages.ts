import type { FormProps } from '@backstage/plugin-scaffolder-react';

type FormError = Parameters<NonNullable<FormProps['transformErrors']>>[0][number];

/**
 * The problems that a form reports, in the words of this portal: one for each field, and the one of a condition only when no field
 * of it has a problem.
 *
 * @param missing - the message for an empty required field
 */
export function formMessages(errors: readonly FormError[], missing: string): FormError[] {
  const byField = new Map<string, FormError>();
  for (const error of errors) {
    const field = fieldOf(error);
    if (!byField.has(field))
      byField.set(field, error.name === 'required' ? { ...error, message: missing } : error);
  }
  if (byField.size > 1) byField.delete('');
  return [...byField.values()];
}

/** The field of a problem; empty for a problem of a condition. */
export function fieldOf({ property = '' }: Pick<FormError, 'property'>): string {
  return property.replace(/^\./, '');
}
