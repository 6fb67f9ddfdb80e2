import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RepositoryPart } from '@goldpath/plugin-goldpath-common';
import { type Manifest, MANIFEST_PATH } from '@goldpath/template';

/** The title of a section that says how to run a service. */
const RUN = /^## +(run|run it|running|getting started|usage)\b/i;

/**
 * A service's repository: the template that it was stamped from, and how to run it.
 *
 * @param dir - absolute path
 */
export async function repositorySummary(dir: string): Promise<RepositoryPart> {
  const [manifest, readme] = await Promise.all(
    [MANIFEST_PATH, 'README.md'].map(file => readFile(path.join(dir, file), 'utf8').catch(() => undefined)),
  );
  const { template, answers = {} } = parsed(manifest);
  const run = readme === undefined ? undefined : runSection(readme);
  return {
    part: 'repository',
    folder: dir,
    answers,
    ...(template && { template }),
    ...(run !== undefined && { run }),
    ...(readme !== undefined && { readme }),
  };
}

function parsed(manifest: string | undefined): Partial<Manifest> {
  if (manifest === undefined) return {};
  try {
    return (JSON.parse(manifest) ?? {}) as Partial<Manifest>;
  } catch {
    // the check of the manifest reports it
    return {};
  }
}

/** The section of a README that says how to run the service, as Markdown without its heading. */
function runSection(readme: string): string | undefined {
  const lines = readme.split('\n');
  const start = lines.findIndex(line => RUN.test(line));
  if (start === -1) return undefined;
  const length = lines.slice(start + 1).findIndex(line => /^##? /.test(line));
  const end = length === -1 ? undefined : start + 1 + length;
  return lines
    .slice(start + 1, end)
    .join('\n')
    .trim();
}
