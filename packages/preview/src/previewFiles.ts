import type { Tree } from '@goldpath/files';
import { type Answers, skeletonAnswers, stampTree, type Template } from '@goldpath/template';
import { diffLines } from 'diff';
import type { PreviewedFile } from './previewPart.ts';

/**
 * The files of a stamped repository, and what the answers change in them.
 *
 * @param tree - the repository, stamped with the answers
 */
export function previewFiles(template: Template, answers: Answers, tree: Tree): PreviewedFile[] {
  const sample = skeletonAnswers(template);
  const writers = Map.groupBy(
    template.stamp.edits.filter(({ answer }) => answers[answer] !== sample[answer]),
    ({ file }) => file,
  );
  return [...tree]
    .map(([path, { content }]): PreviewedFile => {
      const original = template.skeleton.get(path)?.content;
      const size = content.length;
      if (!original) return { path, size, state: 'added', answers: [], changedLines: [] };
      if (original.equals(content)) return { path, size, state: 'same', answers: [], changedLines: [] };
      const written = new Set(writers.get(path)?.map(({ answer }) => answer));
      const changedLines = linesThatDiffer(original.toString(), content.toString());
      return { path, size, state: 'changed', answers: [...written], changedLines };
    })
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** The lines of a text that differ from another text, from 1. */
function linesThatDiffer(original: string, text: string): number[] {
  const before = original.split('\n');
  const after = text.split('\n');
  // answers are written in place; comparing line by line is faster than searching for moved lines
  if (before.length === after.length)
    return after.flatMap((line, index) => (line === before[index] ? [] : [index + 1]));
  const lines: number[] = [];
  let next = 1;
  for (const { added, removed, count } of diffLines(original, text)) {
    if (removed) continue;
    if (added) lines.push(...Array.from({ length: count }, (_, index) => next + index));
    next += count;
  }
  return lines;
}

/** The largest text of a file that is shown, in bytes. */
const MAX_SHOWN = 512 * 1024;

/**
 * The text of one file as it is stamped with valid answers.
 *
 * @returns undefined when it is not among the stamped files; `text` is undefined when it is binary, or larger than 512 KB
 */
export function previewFile(
  template: Template,
  answers: Answers,
  path: string,
): { text: string | undefined } | undefined {
  const file = stampTree(template, answers).get(path);
  if (!file) return undefined;
  const isShown = file.content.length <= MAX_SHOWN && !file.content.includes(0);
  return { text: isShown ? file.content.toString() : undefined };
}
