import { z } from 'zod';
import { text } from '../http/text.ts';

/** What is needed to add a user. */
export const NewUser = z
  .strictObject({
    email: z.email().max(254).meta({ description: 'Unique without regard to case.' }),
    name: text(100),
  })
  .meta({ id: 'NewUser' });
export type NewUser = z.output<typeof NewUser>;

/** A user as the API shows it to the one who added it. */
export const User = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    subscriptionStatus: z.enum(['FREE', 'PRO']),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;
