import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { loadTemplate, type Template, TemplateError } from '@goldpath/template';
import { InputError } from '../exit.ts';

/** The folder of this repository's templates; it does not exist where the command line is installed alone. */
export const templates = path.resolve(import.meta.dirname, '../../../../templates');

/** Loads the template of a folder, with the files in its problems named from the working directory. */
export async function loadTemplateAt(folder: string): Promise<Template> {
  try {
    return await loadTemplate(folder);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const relative = path.relative(process.cwd(), folder);
    const shown = relative.startsWith('..') ? folder : relative;
    const inFolder = (diagnostic: Diagnostic): Diagnostic => {
      const { location } = diagnostic;
      return { ...diagnostic, location: { ...location, file: path.join(shown, location.file) } };
    };
    throw new TemplateError(error.diagnostics.map(inFolder));
  }
}

/**
 * The folder of a template.
 *
 * @param template - id of a template of this repository, or a folder
 * @throws InputError when it is neither
 */
export async function findTemplate(template: string): Promise<string> {
  const ids = await templateIds();
  if (ids.includes(template)) return path.join(templates, template);
  const isTemplate = ['template.yaml', 'stamp.yaml'].some(file => existsSync(path.join(template, file)));
  if (isTemplate) return path.resolve(template);
  let list = 'give the folder of a template';
  if (ids.length > 0) list = `the templates are: ${ids.join(', ')}`;
  if (!existsSync(template)) throw new InputError(`${template} is neither a template nor a folder; ${list}`);
  throw new InputError(`${template} is not a template: it has no template.yaml and no stamp.yaml; ${list}`);
}

/** The templates of this repository; none where the command line is installed alone. */
async function templateIds(): Promise<string[]> {
  if (!existsSync(templates)) return [];
  const entries = await readdir(templates, { withFileTypes: true });
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
}

/**
 * The folders of all templates.
 *
 * @param dir - the folder that they are in; that of this repository without it
 * @throws InputError when there is none
 */
export async function templateFolders(dir = templates): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter(entry => entry.isDirectory()).map(({ name }) => path.join(dir, name));
  const found = folders.filter(folder => existsSync(path.join(folder, 'stamp.yaml')));
  if (found.length === 0)
    throw new InputError(`${dir} has no templates; give their folder with --templates DIR.`);
  return found;
}
