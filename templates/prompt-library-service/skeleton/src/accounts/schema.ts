import { z } from 'zod';
import { text } from '../http/text.ts';
import { User } from '../users/schema.ts';

const email = z
  .email({ pattern: z.regexes.html5Email })
  .max(254)
  .meta({ description: 'Unique, ignoring case.' });

const newPassword = text(256, 12).meta({ description: 'At least 12 characters.', format: 'password' });

/** The body of a registration. */
export const Registration = z
  .strictObject({ email, name: text(100), password: newPassword })
  .meta({ id: 'Registration' });
export type Registration = z.output<typeof Registration>;

/** The body of a login. */
export const Login = z
  .strictObject({ email, password: text(256).meta({ format: 'password' }) })
  .meta({ id: 'Login' });
export type Login = z.output<typeof Login>;

/** The body of a password change. */
export const PasswordChange = z
  .strictObject({
    currentPassword: text(256).meta({ format: 'password' }),
    newPassword,
    revokeApiKeys: z.boolean().default(false).meta({
      description: 'Whether to revoke all API keys too: do so if the password may be known to others.',
    }),
  })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.output<typeof PasswordChange>;

/** The body of the deletion of an account. */
export const Deletion = z
  .strictObject({
    currentPassword: text(256).meta({ format: 'password' }),
    prompts: z.enum(['keep', 'delete']).meta({
      description:
        '`keep`: your PUBLIC and PRO prompts stay, under the name "Deleted user". `delete`: they are deleted too.',
    }),
  })
  .meta({ id: 'Deletion' });

/** The body of a refresh or a logout. */
export const Refresh = z.strictObject({ refreshToken: text(100) }).meta({ id: 'Refresh' });

/** The tokens of a session. */
export const Tokens = z
  .object({
    accessToken: z.string().meta({ description: 'Send it as `Authorization: Bearer <access token>`.' }),
    expiresIn: z.int().meta({ description: 'Seconds until the access token expires.' }),
    refreshToken: z.string().meta({ description: 'Can be used once.' }),
  })
  .meta({ id: 'Tokens' });
export type Tokens = z.output<typeof Tokens>;

/** A new session and its user. */
export const SignedIn = Tokens.extend({ user: User }).meta({ id: 'SignedIn' });
export type SignedIn = z.output<typeof SignedIn>;

/** A permission that an API key can have. */
export const KeyScope = z.enum(['read', 'write']);

/** The body for creating an API key. */
export const NewApiKey = z
  .strictObject({
    name: text(100),
    scopes: z.array(KeyScope).min(1).max(2),
    expiresAt: z.iso
      .datetime({ offset: true })
      .refine(at => new Date(at) > new Date(), 'must be in the future')
      .optional(),
  })
  .meta({ id: 'NewApiKey' });
export type NewApiKey = z.output<typeof NewApiKey>;

/** An API key without its secret. */
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
  key: z.string().meta({ description: 'Shown only once; the service stores only its hash.' }),
}).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.output<typeof CreatedApiKey>;
