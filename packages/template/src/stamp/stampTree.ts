import { askedAnswers } from '../answers/askedAnswers.ts';
import { validateAnswers } from '../answers/validateAnswers.ts';
import { AnswersError, TemplateError } from '../errors.ts';
import type { Diagnostic } from '@goldpath/diagnostics';
import { unstampedFiles } from '../read/stampFile.ts';
import { type Answers, skeletonAnswers, type StampSpec, type Template } from '../template.ts';
import type { Tree, TreeFile } from '@goldpath/files';
import { editedPlaces, writeAnswers } from './editFile.ts';
import { makeManifest, MANIFEST_PATH } from './manifest.ts';
import type { EditedPlace } from './placeEdits.ts';

/**
 * Stamps the repository of a service from a template and answers, with its manifest. Pure: nothing is read or written.
 *
 * @param given - answers; those to fields that the form does not show with the others are not used
 * @throws AnswersError when the answers are not valid
 * @throws TemplateError when an edit of stamp.yaml has no place in the skeleton
 */
export function stampTree(template: Template, given: Answers): Tree {
  const problems = validateAnswers(template, given);
  if (problems.length > 0) throw new AnswersError(problems);
  const answers = askedAnswers(template, given);

  const stamped = new Map<string, TreeFile>(template.skeleton);
  for (const file of unstampedFiles(template.stamp.only, template.skeleton.keys(), answers))
    stamped.delete(file);
  const broken: Diagnostic[] = [];
  for (const [file, edits] of Map.groupBy(template.stamp.edits, edit => edit.file)) {
    if (template.skeleton.has(file) && !stamped.has(file)) continue;
    try {
      stamped.set(file, editedFile(template, file, edits, answers));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      broken.push(...error.diagnostics);
    }
  }
  if (broken.length > 0) throw new TemplateError(broken);

  const manifest = `${JSON.stringify(makeManifest(template, answers, stamped), null, 2)}\n`;
  return stamped.set(MANIFEST_PATH, { content: Buffer.from(manifest), executable: false });
}

function editedFile(template: Template, name: string, edits: StampSpec['edits'], answers: Answers): TreeFile {
  const file = template.skeleton.get(name);
  if (!file) {
    throw new TemplateError(
      edits.map(edit => ({
        rule: 'stamp-edit',
        severity: 'error',
        location: { file: 'stamp.yaml', line: 1 },
        message: `${edit.path.join('.')}: skeleton/${edit.file} does not exist, or its .gitignore excludes it.`,
        fix: 'Correct the path.',
      })),
    );
  }
  const { text, places } = preparedFile(template, name, file, edits);
  return { ...file, content: Buffer.from(writeAnswers(text, places, answers)) };
}

interface PreparedFile {
  text: string;
  places: EditedPlace[];
}

/** The places of the edits of each file: they do not depend on the answers, so they are found once for a template. */
const preparedFiles = new WeakMap<Template, Map<string, PreparedFile>>();

function preparedFile(
  template: Template,
  name: string,
  file: TreeFile,
  edits: StampSpec['edits'],
): PreparedFile {
  const files = preparedFiles.get(template) ?? new Map<string, PreparedFile>();
  preparedFiles.set(template, files);
  const known = files.get(name);
  if (known) return known;
  const text = file.content.toString();
  const prepared = { text, places: editedPlaces(text, edits, skeletonAnswers(template)) };
  files.set(name, prepared);
  return prepared;
}
