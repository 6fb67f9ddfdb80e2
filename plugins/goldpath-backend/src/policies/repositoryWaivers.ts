import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { firstValue, parseYaml } from '@goldpath/diagnostics';
import { listFiles } from '@goldpath/files';
import type { ReportedWaiver } from '@goldpath/plugin-goldpath-common';

const WAIVERS_FILE = 'policy-waivers.yaml';

/**
 * The waivers in a repository. Those that are not complete are left out, since the check reports them.
 *
 * @param dir - absolute path
 */
export async function repositoryWaivers(dir: string): Promise<ReportedWaiver[]> {
  const files = (await listFiles(dir)).filter(file => path.posix.basename(file.path) === WAIVERS_FILE);
  const texts = await Promise.all(files.map(file => readFile(path.join(dir, file.path), 'utf8')));
  return texts.flatMap(waiversIn);
}

function waiversIn(text: string): ReportedWaiver[] {
  try {
    const value: unknown = firstValue(parseYaml(text));
    return Array.isArray(value) ? value.filter(isWaiver).map(toWaiver) : [];
  } catch {
    // invalid YAML: the check reports it with its line
    return [];
  }
}

const fields = ['rule', 'resource', 'reason', 'until'] as const;

function isWaiver(value: unknown): value is ReportedWaiver {
  if (typeof value !== 'object' || value === null) return false;
  return fields.every(field => typeof (value as Record<string, unknown>)[field] === 'string');
}

function toWaiver({ rule, resource, reason, until }: ReportedWaiver): ReportedWaiver {
  return { rule, resource, reason, until };
}
