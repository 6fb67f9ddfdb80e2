import { z } from 'zod';

/** The schema of a time in a cursor, as the API returns it; PostgreSQL has no year 0. */
export const Timestamp = z.iso
  .datetime()
  .refine(time => !time.startsWith('0000'), 'must not be in the year 0');
