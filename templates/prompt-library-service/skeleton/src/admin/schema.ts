import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.ts';
import { text } from '../http/text.ts';
import { User } from '../users/schema.ts';

/** The query of the user list. */
export const UserQuery = z.strictObject({
  q: text(200).optional().meta({ description: 'Part of the email or the name, ignoring case.' }),
  ...pageQuery(z.uuid()),
});
export type UserQuery = z.output<typeof UserQuery>;

/** One page of users. */
export const UserPage = pageOf(User).meta({ id: 'UserPage' });
export type UserPage = z.output<typeof UserPage>;

/** The path parameters of the routes about one user. */
export const UserPath = z.strictObject({ id: z.uuid() });

/** The body of a role change. */
export const RoleChange = z.strictObject({ role: User.shape.role }).meta({ id: 'RoleChange' });

/** The body for starting another subscription. */
export const NewSubscription = z
  .strictObject({
    plan: z.enum(['FREE', 'PRO']),
    periodEnd: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'When PRO ends; without it, PRO continues until it is changed.' }),
  })
  .refine(({ plan, periodEnd }) => plan === 'PRO' || periodEnd === undefined, {
    path: ['periodEnd'],
    message: 'is only allowed with PRO: FREE has no end',
  })
  .meta({ id: 'NewSubscription' });
export type NewSubscription = z.output<typeof NewSubscription>;

/** A current or past subscription. */
export const Subscription = z
  .object({
    id: z.uuid(),
    plan: z.enum(['FREE', 'PRO']),
    status: z.enum(['ACTIVE', 'CANCELLED', 'EXPIRED']),
    periodStart: z.iso.datetime(),
    periodEnd: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    changedBy: z
      .uuid()
      .nullable()
      .meta({ description: 'The administrator who started it; null if registration or expiry did.' }),
  })
  .meta({ id: 'Subscription' });
export type Subscription = z.output<typeof Subscription>;

/** The query of the subscription list. */
export const SubscriptionQuery = z.strictObject(pageQuery(z.uuid()));
export type SubscriptionQuery = z.output<typeof SubscriptionQuery>;

/** One page of subscriptions. */
export const SubscriptionPage = pageOf(Subscription).meta({ id: 'SubscriptionPage' });
export type SubscriptionPage = z.output<typeof SubscriptionPage>;
