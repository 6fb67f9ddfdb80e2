import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runMain, StartError } from '../src/start-error.ts';
import { runPrisma } from './prisma.ts';

const root = join(import.meta.dirname, '..');
const client = join(root, 'src/generated/prisma/client.ts');
const sources = ['prisma/schema.prisma', 'package-lock.json'].map(path => join(root, path));

/**
 * Generates the Prisma client from the schema, unless it exists and is newer; uses no network.
 * @throws StartError with Prisma's message when the schema is invalid.
 */
export function generateClient(): void {
  const isFresh =
    existsSync(client) && sources.every(source => statSync(source).mtimeMs < statSync(client).mtimeMs);
  if (isFresh) return;
  const run = runPrisma(['generate']);
  if (run.status !== 0) throw new StartError(`prisma generate failed:\n${run.stdout}${run.stderr}`);
}

if (import.meta.main) await runMain(() => Promise.resolve(generateClient()));
