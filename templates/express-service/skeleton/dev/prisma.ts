import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * Runs the Prisma command line without network access.
 * @param database - the address for `prisma.config.ts`; commands that only read the schema need none.
 */
export function runPrisma(
  args: readonly string[],
  database?: string,
): { status: number | null; stdout: string; stderr: string } {
  const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
  return spawnSync(process.execPath, [prisma, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...(database === undefined ? {} : { DATABASE_URL: database }),
      // The engine's interpreter is `node`: this one, and not an older one on the machine.
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      // Without it, the command line downloads an engine for every command.
      PRISMA_SCHEMA_ENGINE_BINARY: join(import.meta.dirname, 'schema-engine.ts'),
      CHECKPOINT_DISABLE: '1',
      NO_COLOR: '1',
    },
  });
}
