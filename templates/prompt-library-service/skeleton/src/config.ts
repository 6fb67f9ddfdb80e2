import { z } from 'zod';
import { StartError } from './start-error.ts';

const COLLECTOR = {
  protocol: /^https?$/,
  error: 'must be the address of a collector such as http://localhost:4318',
};

/** Every environment variable that the service reads; `.env.example` lists the same ones. */
export const configSchema = z.object({
  /** The address of PostgreSQL. Secret if it contains a password. */
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'is required: a PostgreSQL address such as postgresql://app@localhost:5432/app',
  }),
  /** The database password, if DATABASE_URL contains none. Secret. */
  PGPASSWORD: z.string().optional(),
  /** How to log in: with a password, or with a new token of the process's AWS role for each connection. */
  DATABASE_AUTH: z.enum(['password', 'iam']).default('password'),
  /** `off`: as the address says. Otherwise TLS, with the certificate authorities that verify the server. */
  DATABASE_TLS: z.enum(['off', 'system', 'rds']).default('off'),
  /** The most connections in the pool of one process; the sweeper opens one more while it works. */
  DATABASE_POOL_SIZE: z.coerce.number('must be a number of connections').int().min(1).max(1000).default(10),
  /** The address of a read replica for the reads of clients that are not signed in. Secret if it contains a password. */
  DATABASE_READ_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must be a PostgreSQL address such as postgresql://app@replica:5432/app',
    })
    .optional(),
  /** Whether the service migrates the database when it starts; otherwise `dist/migrate.js` must run first. */
  MIGRATE_ON_START: z.stringbool('must be true or false').default(true),
  /** The role that `dist/migrate.js` creates for the service; it may only read and write rows. */
  DATABASE_SERVICE_ROLE: z
    .string()
    .regex(
      /^(?!pg_|public$|none$)[a-z_][a-z0-9_]{0,62}$/,
      'must be a name of lower-case letters, digits and underscores that PostgreSQL does not reserve',
    )
    .optional(),
  /** The AWS region of the database and the images. */
  AWS_REGION: z.string().optional(),
  /** TCP port to listen on; 0 selects a free port. */
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(3000),
  /** TCP port of the metrics for Prometheus; without one, they are not served. */
  METRICS_PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).optional(),
  /** The minimum severity of log lines. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Outside production, every response is validated against its schema. */
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  /** Requests per minute allowed for each user, or for each address without a user. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number('must be a number of requests').int().min(1).default(600),
  /** Where requests are counted: `postgresql` for all replicas together, once a second; `memory` for each replica. */
  RATE_LIMIT_STORE: z.enum(['postgresql', 'memory']).default('postgresql'),
  /** Attempts to log in to one account from one address in 15 minutes; ten times as many from all unknown addresses. */
  LOGIN_ATTEMPTS_PER_ACCOUNT: z.coerce.number('must be a number of attempts').int().min(1).default(10),
  /** Attempts to log in from one address in 15 minutes, and as many registrations. */
  LOGIN_ATTEMPTS_PER_ADDRESS: z.coerce.number('must be a number of attempts').int().min(1).default(100),
  /** Requests that may be in progress at once in one process; others get a 503. */
  MAX_REQUESTS_IN_PROGRESS: z.coerce.number('must be a number of requests').int().min(1).default(500),
  /** Seconds for which a CDN may keep lists and prompts that everyone may see; 0 forbids it. */
  SHARED_CACHE_SECONDS: z.coerce.number('must be a number of seconds').int().min(0).max(3_600).default(0),
  /** The number of proxies in front of the service whose X-Forwarded-For is trusted; an AWS load balancer is one. */
  TRUSTED_PROXIES: z.coerce.number('must be a number of proxies').int().min(0).max(10).default(0),
  /** The origins that browsers may call from, separated by commas: `https://app.example.com`. */
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
      'must contain origins such as https://app.example.com, without a path',
    ),
  /** S3 bucket for the images of prompts; without one, they are stored in IMAGES_FOLDER. */
  IMAGES_BUCKET: z.string().optional(),
  /** Folder for images when there is no bucket; only for development on one machine. */
  IMAGES_FOLDER: z.string().default('.data/images'),
  /** The Sentry DSN that unexpected errors are reported to. Secret. */
  SENTRY_DSN: z
    .url({ protocol: /^https?$/, error: 'must be a DSN such as https://key@sentry.example.com/1' })
    .optional(),
  /** The environment name in Sentry, such as the stage. */
  SENTRY_ENVIRONMENT: z.string().default('production'),
  /** The OpenTelemetry collector that gets the traces, and its address for traces alone if that is another one. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url(COLLECTOR).optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url(COLLECTOR).optional(),
  /** Whether nothing is traced although there is a collector. */
  OTEL_SDK_DISABLED: z.stringbool('must be true or false').default(false),
  /** Seconds that requests in progress may take to finish after SIGTERM. */
  SHUTDOWN_TIMEOUT_SECONDS: z.coerce.number('must be a number of seconds').min(0).max(600).default(20),
});

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}

/** The validated environment. */
export type Config = z.output<typeof configSchema>;

/**
 * Reads the configuration; an empty variable counts as missing.
 * @throws StartError naming every invalid variable, never its value.
 */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = configSchema.safeParse(given);
  const lines = result.success
    ? contradictions(result.data)
    : result.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`);
  if (result.success && lines.length === 0) return result.data;
  throw new StartError(['The environment is invalid:', ...lines, 'See .env.example.'].join('\n'));
}

/** Lists the variables that are valid on their own but contradict another one. */
function contradictions(config: Config): string[] {
  const { DATABASE_URL, DATABASE_AUTH, DATABASE_TLS, DATABASE_SERVICE_ROLE, AWS_REGION } = config;
  const role = decodeURIComponent(new URL(DATABASE_URL).username);
  const isIam = DATABASE_AUTH === 'iam';
  const lines: string[] = [];
  if (isIam && !role) lines.push('  DATABASE_URL: must name a role when DATABASE_AUTH is iam');
  if (isIam && DATABASE_TLS === 'off') {
    lines.push('  DATABASE_TLS: must be rds or system when DATABASE_AUTH is iam');
  }
  if (isIam && !AWS_REGION) lines.push('  AWS_REGION: is required when DATABASE_AUTH is iam');
  // The owner would lose its own rights to the table of migrations.
  if (role && role === DATABASE_SERVICE_ROLE) {
    lines.push('  DATABASE_SERVICE_ROLE: must not be the role in DATABASE_URL');
  }
  return lines;
}
