import { z } from 'zod';

/**
 * Text that PostgreSQL stores unchanged: it refuses U+0000, and lone surrogates have no UTF-8.
 * @param max - longest length allowed, in UTF-16 code units.
 */
export function text(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine(value => !value.includes('\u0000'), 'must not contain the character U+0000')
    .refine(value => value.isWellFormed(), 'must be well-formed Unicode');
}
