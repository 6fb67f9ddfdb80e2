import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

interface Operation {
  parameters?: { required?: boolean }[];
  security?: unknown[];
}

/**
 * The first path of the service's OpenAPI document that a GET request without parameters and without an account can read.
 *
 * @param dir - the stamped repository, with its `openapi.yaml`
 * @returns undefined when it has no document or no such path
 */
export async function firstRequest(dir: string): Promise<string | undefined> {
  const text = await readFile(path.join(dir, 'openapi.yaml'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  if (text === undefined) return undefined;
  const { paths = {}, security = [] } = parse(text) as {
    paths?: Record<string, { get?: Operation }>;
    security?: unknown[];
  };
  const readable = Object.entries(paths).find(([route, { get }]) => {
    if (!get || route.includes('{') || route.startsWith('/health')) return false;
    const { parameters = [], security: own = security } = get;
    return own.length === 0 && !parameters.some(({ required }) => required);
  });
  return readable?.[0];
}
