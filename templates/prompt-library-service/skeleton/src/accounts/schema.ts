import { z } from 'zod';
import { text } from '../http/text.ts';
import { User } from '../users/schema.ts';

const email = z.email().max(254).meta({ description: 'Unique without regard to case.' });

const newPassword = text(256, 12).meta({ description: 'At least 12 characters.', format: 'password' });

/** What is needed to register. */
export const Registration = z
  .strictObject({ email, name: text(100), password: newPassword })
  .meta({ id: 'Registration' });
export type Registration = z.output<typeof Registration>;

/** What is needed to log in. */
export const Login = z
  .strictObject({ email, password: text(256).meta({ format: 'password' }) })
  .meta({ id: 'Login' });
export type Login = z.output<typeof Login>;

/** What is needed to change the password. */
export const PasswordChange = z
  .strictObject({ currentPassword: text(256).meta({ format: 'password' }), newPassword })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.output<typeof PasswordChange>;

/** What is needed for new tokens. */
export const Refresh = z.strictObject({ refreshToken: text(100) }).meta({ id: 'Refresh' });

/** The tokens of a session. */
export const Tokens = z
  .object({
    accessToken: z.string().meta({ description: 'Send it as `Authorization: Bearer <access token>`.' }),
    expiresIn: z.int().meta({ description: 'Seconds until the access token ends.' }),
    refreshToken: z.string().meta({ description: 'Good for one renewal.' }),
  })
  .meta({ id: 'Tokens' });
export type Tokens = z.output<typeof Tokens>;

/** A new session and whose it is. */
export const SignedIn = Tokens.extend({ user: User }).meta({ id: 'SignedIn' });
export type SignedIn = z.output<typeof SignedIn>;

/** What an API key may be used for. */
export const KeyScope = z.enum(['read', 'write']);

/** What is needed to make an API key. */
export const NewApiKey = z
  .strictObject({
    name: text(100),
    scopes: z.array(KeyScope).min(1).max(2),
    expiresAt: z.iso
      .datetime()
      .refine(at => new Date(at) > new Date(), 'must be in the future')
      .optional(),
  })
  .meta({ id: 'NewApiKey' });
export type NewApiKey = z.output<typeof NewApiKey>;

/** An API key as it can be listed. */
export const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(z.string()),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.output<typeof ApiKey>;

/** A new API key with its secret. */
export const CreatedApiKey = ApiKey.extend({
  key: z.string().meta({ description: 'Shown this once; the service keeps only its hash.' }),
}).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.output<typeof CreatedApiKey>;
