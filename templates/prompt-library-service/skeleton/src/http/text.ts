import { z } from 'zod';

/**
 * The schema of a string that PostgreSQL stores unchanged: it rejects U+0000, and lone surrogates have no UTF-8.
 * @param max - maximum length in UTF-16 code units.
 * @param min - minimum length.
 */
export function text(max: number, min = 1) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine(value => !value.includes('\u0000'), 'must not contain the character U+0000')
    .refine(value => value.isWellFormed(), 'must be well-formed Unicode')
    .meta({ pattern: '^[^\\u0000]*$' });
}
