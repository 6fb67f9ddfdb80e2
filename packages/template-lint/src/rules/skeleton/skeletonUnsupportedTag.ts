import type { LintRule, Report } from '../../rule.ts';
import { skeletonExample } from './example.ts';
import { type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** Rendered files use only tags that the engine has. */
export const skeletonUnsupportedTag: LintRule = {
  id: 'skeleton-unsupported-tag',
  title: "Rendered files use only tags that the portal's engine has.",
  why: 'The engine reads no other files, so include, extends, import and from fail the step, and so do the tags of Liquid, Hugo or Django.',
  severity: 'error',
  example: {
    incorrect: skeletonExample({ 'README.md': '{% include "header.md" %}\n' }),
    correct: skeletonExample({ 'README.md': '{% raw %}{% include "header.md" %}{% endraw %}\n' }),
  },
  check: context => renderedFiles(context).flatMap(reportsOf),
};

/** Tags that load another file. */
const loadingTags = ['include', 'extends', 'import', 'from'];

const FIX = 'put it between {% raw %} and {% endraw %}, or copy the file with copyWithoutTemplating.';

function reportsOf({ file, action }: RenderedFile): Report[] {
  return (file.rendered?.errors ?? [])
    .filter(({ kind }) => kind === 'tag')
    .map(({ offset, tag }) => ({
      at: { source: file, start: offset },
      message: `The portal's engine does not have the tag ${tag?.name || '{% %}'}, so ${action} fails.`,
      fix: fixOf(tag?.name),
    }));
}

function fixOf(tag = ''): string {
  if (loadingTags.includes(tag)) return `Write the content here. If the tag is for another tool, ${FIX}`;
  return `P${FIX.slice(1)}`;
}
