import { styleText } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import type { FileChange } from '../fix.ts';

const styles = { '+': 'green', '-': 'red', '@': 'cyan' } as const;

/** What was mended in a file, as a patch that git takes. */
export function unifiedDiff({ file, before, after }: FileChange, { color = false } = {}): string {
  // an absolute path is told as seen from the root of the disk
  const name = file.replace(/^\//, '');
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
  });
  const text = patch.replace(/^=+\n/, '');
  if (!color) return text;
  return text.replace(/^([+\-@]).*$/gm, (line, mark: keyof typeof styles) =>
    styleText(styles[mark], line, { validateStream: false }),
  );
}
