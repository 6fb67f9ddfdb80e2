import { type Answers, skeletonAnswers, type Template } from '../template.ts';
import { editFile } from './editFile.ts';

/**
 * Returns the text of one file as it is stamped with some of the answers, before the others are known: the values of the skeleton
 * stay where an answer is missing.
 *
 * @param file - path in the skeleton
 * @returns undefined when the skeleton does not have the file
 */
export function stampedFile(template: Template, file: string, answers: Answers): string | undefined {
  const text = template.skeleton.get(file)?.content.toString();
  if (text === undefined) return undefined;
  const edits = template.stamp.edits.filter(edit => edit.file === file && answers[edit.answer] !== undefined);
  return editFile(text, edits, skeletonAnswers(template), answers);
}
