import { styleText } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import type { FileChange } from './fix.ts';

const styles = { '+': 'green', '-': 'red', '@': 'cyan' } as const;

/** The change of a file as a patch that git accepts. */
export function unifiedDiff({ file, before, after }: FileChange, { color = false } = {}): string {
  // an absolute path is shown relative to the root of the disk
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
