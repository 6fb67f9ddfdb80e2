import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';

/** The file of a template that says which files of its skeleton come from another one. JSON, since `npm test` reads it before packages are installed. */
const SHARING_FILE = 'shared.json';

/** The content of `shared.json`. A file at the same path in both skeletons has the same bytes, unless `own` lists it. */
export interface Sharing {
  /** the template that the files come from */
  from: string;
  /** folders with a slash at the end: every file of them is shared */
  folders: string[];
  /** files, or folders with a slash at the end, that differ or are left out */
  own: string[];
  /** shared tests that `npm test` runs only in the other skeleton */
  testedThere: string[];
}

/** The folder of a template. */
export const templateFolder = (id: string) => path.join(root, 'templates', id);

/** The ids of the templates with a `shared.json`. */
export function sharingTemplates(): string[] {
  return globSync(`templates/*/${SHARING_FILE}`, { cwd: root })
    .map(file => path.basename(path.dirname(file)))
    .sort();
}

/**
 * Reads the `shared.json` of a template; undefined when there is none.
 *
 * @param folder - of the template
 * @throws Error with the file when a key is missing
 */
export async function readSharing(folder: string): Promise<Sharing | undefined> {
  const file = path.join(folder, SHARING_FILE);
  if (!existsSync(file)) return undefined;
  const { from, folders, own, testedThere } = JSON.parse(await readFile(file, 'utf8')) as Sharing;
  if (typeof from === 'string' && [folders, own, testedThere].every(Array.isArray))
    return { from, folders, own, testedThere };
  throw new Error(
    `${path.relative(root, file)} is invalid: it needs the name of a template as \`from\`, and the lists \`folders\`, \`own\` and \`testedThere\`.`,
  );
}
