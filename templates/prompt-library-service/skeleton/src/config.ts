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
  /** TCP port to listen on; 0 takes a free one. */
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(3000),
  /** The least severe log lines to print. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Outside production every response is checked against its schema. */
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  /** Seconds that requests under way may take to finish after SIGTERM. */
  SHUTDOWN_TIMEOUT_SECONDS: z.coerce.number('must be a number of seconds').min(0).max(600).default(20),
});

/** The validated environment. */
export type Config = z.output<typeof configSchema>;

/**
 * Reads the configuration; an empty variable counts as a missing one.
 * @throws StartError naming every variable that is wrong, never its value.
 */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = configSchema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new StartError(['The environment is not right:', ...lines, 'See .env.example.'].join('\n'));
}
