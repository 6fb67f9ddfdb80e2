import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { MANIFEST_PATH, type Part, parts, undeclaredParts } from '@goldpath/template';

/**
 * The parts that a repository has to have, as its manifest declares them; those of a repository that declares none, when it has no
 * manifest, an older one, or an invalid one, which the manifest's own check reports.
 */
export async function declaredParts(dir: string, files: readonly string[]): Promise<readonly Part[]> {
  if (!files.includes(MANIFEST_PATH)) return undeclaredParts;
  const { contains } = parsed(await readFile(path.join(dir, MANIFEST_PATH), 'utf8'));
  if (!Array.isArray(contains)) return undeclaredParts;
  return parts.filter(part => contains.includes(part));
}

function parsed(text: string): { contains?: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as { contains?: unknown };
  } catch {
    // reported by the check of the manifest
    return {};
  }
}
