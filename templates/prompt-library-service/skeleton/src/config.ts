import { z } from 'zod';
import { StartError } from './start-error.ts';

/** Every environment variable that the service reads; `.env.example` lists the same ones. */
export const configSchema = z.object({
  /** Where PostgreSQL is. Secret when it holds a password. */
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'is needed: a PostgreSQL address such as postgresql://app@localhost:5432/app',
  }),
  /** The database password when DATABASE_URL holds none. Secret. */
  PGPASSWORD: z.string().optional(),
  /** How to log in: with a password, or at each connection with a token of the process's AWS role. */
  DATABASE_AUTH: z.enum(['password', 'iam']).default('password'),
  /** `off`: as the address says. Otherwise encrypted, and whose authorities verify that it is the right server. */
  DATABASE_TLS: z.enum(['off', 'system', 'rds']).default('off'),
  /** Whether the service migrates the database when it starts; otherwise it needs `dist/migrate.js` to have done so. */
  MIGRATE_ON_START: z.stringbool('must be true or false').default(true),
  /** The role that `dist/migrate.js` makes for the service, and lets read and write rows only. */
  DATABASE_SERVICE_ROLE: z
    .string()
    .regex(
      /^(?!pg_|public$|none$)[a-z_][a-z0-9_]{0,62}$/,
      'must be a name of small letters, digits and underscores that PostgreSQL does not keep for itself',
    )
    .optional(),
  /** The AWS region of the database and the images. */
  AWS_REGION: z.string().optional(),
  /** TCP port to listen on; 0 takes a free one. */
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(3000),
  /** The least severe log lines to print. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Outside production every response is checked against its schema. */
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  /** Requests per minute that one user, or one address without a user, may send. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number('must be a number of requests').int().min(1).default(600),
  /** Where requests are counted: `postgresql` counts for all replicas together, `memory` for each alone. */
  RATE_LIMIT_STORE: z.enum(['postgresql', 'memory']).default('postgresql'),
  /** Proxies in front of the service (an AWS load balancer is one): whose X-Forwarded-For to believe. */
  TRUSTED_PROXIES: z.coerce.number('must be a number of proxies').int().min(0).max(10).default(0),
  /** Origins that browsers may call from, with commas between them: `https://app.example.com`. */
  FRONTEND_ORIGINS: z
    .string()
    .default('')
    .transform(list =>
      list
        .split(',')
        .map(origin => origin.trim())
        .filter(Boolean),
    )
    .refine(
      list => list.every(isOrigin),
      'must hold origins such as https://app.example.com, without a path',
    ),
  /** S3 bucket for the images of prompts; without one they lie in IMAGES_FOLDER. */
  IMAGES_BUCKET: z.string().optional(),
  /** Folder for images where there is no bucket; for development on one machine only. */
  IMAGES_FOLDER: z.string().default('.data/images'),
  /** Where unexpected errors are reported: a DSN of Sentry. Secret. */
  SENTRY_DSN: z
    .url({ protocol: /^https?$/, error: 'must be a DSN such as https://key@sentry.example.com/1' })
    .optional(),
  /** The stage that they are reported to come from. */
  SENTRY_ENVIRONMENT: z.string().default('production'),
  /** Seconds that requests under way may take to finish after SIGTERM. */
  SHUTDOWN_TIMEOUT_SECONDS: z.coerce.number('must be a number of seconds').min(0).max(600).default(20),
});

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}

/** The validated environment. */
export type Config = z.output<typeof configSchema>;

/**
 * Reads the configuration; an empty variable counts as a missing one.
 * @throws StartError naming every variable that is wrong, never its value.
 */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = configSchema.safeParse(given);
  const lines = result.success
    ? contradictions(result.data)
    : result.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`);
  if (result.success && lines.length === 0) return result.data;
  throw new StartError(['The environment is not right:', ...lines, 'See .env.example.'].join('\n'));
}

/** What each variable allows, and two of them together do not. */
function contradictions(config: Config): string[] {
  const { DATABASE_URL, DATABASE_AUTH, DATABASE_TLS, DATABASE_SERVICE_ROLE, AWS_REGION } = config;
  const role = decodeURIComponent(new URL(DATABASE_URL).username);
  const isIam = DATABASE_AUTH === 'iam';
  return [
    ...(isIam && !role ? ['  DATABASE_URL: must name a role where DATABASE_AUTH is iam'] : []),
    ...(isIam && DATABASE_TLS === 'off'
      ? ['  DATABASE_TLS: must be rds or system where DATABASE_AUTH is iam']
      : []),
    ...(isIam && !AWS_REGION ? ['  AWS_REGION: is needed where DATABASE_AUTH is iam'] : []),
    // It would lose its own rights to the table of the migrations.
    ...(role && role === DATABASE_SERVICE_ROLE
      ? ['  DATABASE_SERVICE_ROLE: must be another role than the one in DATABASE_URL']
      : []),
  ];
}
