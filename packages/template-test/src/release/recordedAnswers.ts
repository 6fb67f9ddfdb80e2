import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Manifest, MANIFEST_PATH, manifestProblems, type Template } from '@goldpath/template';
import type { RecordedAnswers } from './compareTemplates.ts';
import { ReleaseError } from './repository.ts';

/**
 * The answers that a template has to accept: those of its released samples, and of the services in a folder.
 *
 * @param released - the released version
 * @param services - a folder with the repositories of services; those of other templates are left out
 * @throws ReleaseError when a manifest is not valid
 */
export async function recordedAnswers(released: Template, services?: string): Promise<RecordedAnswers[]> {
  const samples = released.samples.map(({ name, answers }) => ({ name: `samples/${name}.yaml`, answers }));
  if (services === undefined) return samples;
  const manifests = await readManifests(services);
  const own = manifests.filter(({ manifest }) => manifest.template.id === released.id);
  return [...samples, ...own.map(({ name, manifest }) => ({ name, answers: manifest.answers }))];
}

async function readManifests(folder: string): Promise<{ name: string; manifest: Manifest }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new ReleaseError(`${folder} cannot be read (${error.code}); give a folder with stamped services.`);
  });
  const found = entries
    .filter(entry => entry.isDirectory())
    .map(async ({ name }) => {
      const file = path.join(folder, name, MANIFEST_PATH);
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        // not a stamped service
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (text === undefined) return undefined;
      return { name: path.join(folder, name), manifest: parseManifest(file, text) };
    });
  return (await Promise.all(found)).filter(manifest => manifest !== undefined);
}

function parseManifest(file: string, text: string): Manifest {
  try {
    const value: unknown = JSON.parse(text);
    const [problem] = manifestProblems(value);
    if (!problem) return value as Manifest;
    throw new SyntaxError(problem.message);
  } catch (error) {
    throw new ReleaseError(
      `${file} is not a valid manifest: ${(error as Error).message} Restore it, or leave the service out.`,
    );
  }
}
