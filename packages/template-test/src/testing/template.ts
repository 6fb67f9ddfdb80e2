import { type Files, folderOf } from '@goldpath/files/testing';
import { loadTemplate, type Template } from '@goldpath/template';
import { tinyTemplate } from '@goldpath/template/testing';

/** The files of a small template on which every ring passes. A test changes the file that it is about. */
export const validTemplate = {
  ...tinyTemplate,
  'samples/other.yaml': 'name: other\nowner: another team\nreplicas: 3\ndestination: local\n',
};

/** A small template with changed files; null removes one. */
export async function templateWith(files: Files = {}): Promise<Template> {
  return loadTemplate(await folderOf({ ...validTemplate, ...files }));
}
