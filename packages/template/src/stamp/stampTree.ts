import { askedAnswers } from '../answers/askedAnswers.ts';
import { validateAnswers } from '../answers/validateAnswers.ts';
import { AnswersError, TemplateError } from '../errors.ts';
import type { Diagnostic } from '@goldpath/diagnostics';
import { unstampedFiles } from '../read/stampFile.ts';
import { type Answers, skeletonAnswers, type StampSpec, type Template } from '../template.ts';
import type { Tree, TreeFile } from '@goldpath/files';
import { editFile } from './editFile.ts';
import { makeManifest, MANIFEST_PATH } from './manifest.ts';

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
  const sample = skeletonAnswers(template);
  const broken: Diagnostic[] = [];
  for (const [file, edits] of Map.groupBy(template.stamp.edits, edit => edit.file)) {
    if (template.skeleton.has(file) && !stamped.has(file)) continue;
    try {
      stamped.set(file, editedFile(template.skeleton.get(file), edits, sample, answers));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      broken.push(...error.diagnostics);
    }
  }
  if (broken.length > 0) throw new TemplateError(broken);

  const manifest = `${JSON.stringify(makeManifest(template, answers, stamped), null, 2)}\n`;
  return stamped.set(MANIFEST_PATH, { content: Buffer.from(manifest), executable: false });
}

function editedFile(
  file: TreeFile | undefined,
  edits: StampSpec['edits'],
  sample: Answers,
  answers: Answers,
): TreeFile {
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
  return { ...file, content: Buffer.from(editFile(file.content.toString(), edits, sample, answers)) };
}
