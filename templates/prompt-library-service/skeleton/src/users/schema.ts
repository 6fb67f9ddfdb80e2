import { z } from 'zod';
import { text } from '../http/text.ts';

/** A user as the API shows it to that user and to administrators. */
export const User = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: z.enum(['USER', 'ADMIN']),
    subscriptionStatus: z.enum(['FREE', 'PRO']),
    blocked: z.boolean().meta({ description: 'Whether an administrator has blocked the account.' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;

/** The body for changing the own user. */
export const UserChange = z.strictObject({ name: text(100) }).meta({ id: 'UserChange' });
export type UserChange = z.output<typeof UserChange>;
